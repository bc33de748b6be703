/** Compiles only while `track` takes the events of pages, and no other. */
import type { Hushlog } from './page-client.js'

export function check({ track }: Hushlog): void {
  track('page_view')
  track('custom', { name: 'x' })
  // @ts-expect-error back ends send it
  track('vendor_call')
  // @ts-expect-error back ends send it
  track('request', { path: '/' })
}
