/** Keeps what the reader chose in the address bar, so that a reload and a shared link show the same. */

export const periods = [1, 7, 30, 90] as const
export type Days = (typeof periods)[number]

export interface Choice {
  readonly days: Days
  /** Undefined means the only tenant that the reader may see. */
  readonly tenant: string | undefined
}

export function readChoice(search: string): Choice {
  const params = new URLSearchParams(search)
  const chosen = Number(params.get('days'))
  return { days: periods.find((days) => days === chosen) ?? 7, tenant: params.get('tenant') ?? undefined }
}

export function choiceQuery(choice: Choice): string {
  const params = new URLSearchParams({ days: String(choice.days) })
  if (choice.tenant !== undefined) params.set('tenant', choice.tenant)
  return params.toString()
}

const REMEMBERED = 'hushlog-tenant'

/** Returns the tenant that was chosen last in this browser; undefined also where a page may keep nothing. */
export function rememberedTenant(): string | undefined {
  try {
    return localStorage.getItem(REMEMBERED) ?? undefined
  } catch {
    return undefined
  }
}

export function rememberTenant(tenantId: string): void {
  try {
    localStorage.setItem(REMEMBERED, tenantId)
  } catch {
    // The address bar keeps it for as long as the page is open.
  }
}

/**
 * Names the tenant whose figures are asked for. The collector refuses a reader of several who names none.
 *
 * @param ids of the tenants that the reader may see; undefined while they are not known
 * @returns undefined while it cannot be known
 */
export function withTenant(
  choice: Choice,
  ids: readonly string[] | undefined,
  remembered: string | undefined,
): Choice | undefined {
  if (choice.tenant !== undefined) return choice
  if (ids === undefined) return undefined
  if (ids.length < 2) return choice
  return { ...choice, tenant: ids.find((id) => id === remembered) ?? ids[0] }
}
