/** Keeps the tenant that was chosen last in this browser, for addresses that name none. */

const REMEMBERED = 'hushlog-tenant'

/** Returns undefined also where a page may keep nothing. */
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
 * Names the tenant whose figures are asked for, which the collector wants of a reader of several.
 *
 * @param chosen in the address
 * @param ids of the tenants that the reader may see
 */
export function tenantOf(
  chosen: string | undefined,
  ids: readonly string[],
  remembered: string | undefined,
): string | undefined {
  if (chosen !== undefined || ids.length < 2) return chosen
  return ids.find((id) => id === remembered) ?? ids[0]
}
