/** Keeps what the reader chose in the address bar, so that a reload and a shared link show the same. */

export const periods = [1, 7, 30, 90] as const
export type Days = (typeof periods)[number]

export interface Choice {
  readonly days: Days
  /** Undefined means the collector's default for the reader: the tenant of a token, or the admin's first one. */
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
