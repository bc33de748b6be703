/** Says where a person goes after signing in: to a view of the dashboard, and nowhere else. */

const DASHBOARD = '/analytics'
/** The address of a view holds its filters; it is far below what Node takes as a request line. */
const MAX_LENGTH = 4096
/** Resolves paths; nothing has this host. */
const BASE = 'http://collector.invalid'

/** @returns the path and query of the dashboard that is meant; the dashboard itself for everything else */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > MAX_LENGTH || !URL.canParse(wanted, BASE))
    return DASHBOARD
  const { origin, pathname, search } = new URL(wanted, BASE)
  return origin === BASE && pathname === DASHBOARD ? pathname + search : DASHBOARD
}

/** @returns the address of the page for signing in that leads back to a path */
export const signInAddress = (path: string): string => `/sign-in?next=${encodeURIComponent(returnPath(path))}`
