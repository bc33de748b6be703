/** `createHushlog` of the npm package, which is imported in places without a page as well. */
import { checkOptions, explain, findMistake, withTrace } from '@hushlog/sdk-core'
import { findClient, keepClient } from './one-client.js'
import { type HushlogOptions, OPTIONS } from './options.js'
import { createPageClient, type Hushlog } from './page-client.js'
import { createInertClient } from './without-page.js'

/**
 * Creates a client that captures events of this page. Without a page, as where a server renders it, the
 * client does nothing; neither does one without a key or an endpoint. A page has one client for each key and
 * endpoint: two would count each view twice, so the first one is returned again until it is shut down.
 *
 * @param options must not change afterwards. It throws nothing; a mistake is a warning in the console.
 * @example const hush = createHushlog({ endpoint: 'https://collector.example', writeKey: 'hlw_…' })
 */
export function createHushlog(options: HushlogOptions): Hushlog {
  if (typeof document === 'undefined') return createInertClient()
  const warn = (message: string) => console.warn(explain(`hushlog: ${message}`))
  const usable = checkOptions({ ...options }, OPTIONS, warn)
  const mistake = findMistake(usable)
  if (mistake !== undefined) {
    warn(mistake)
    return createInertClient()
  }
  const first = findClient(usable)
  if (first !== undefined) {
    warn('created twice')
    return first
  }
  const client = createPageClient(usable, {
    explain,
    decorate: (host) => (usable.debug ? withTrace(host, (line) => console.debug(line)) : host),
  })
  return keepClient(usable, client)
}
