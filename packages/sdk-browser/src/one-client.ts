/**
 * Finds the client that a page has already, whether another copy of the package created it or the script tag.
 * The script tag looks for clients of packages by itself.
 */
import { type HushlogOptions, optionsOf } from './options.js'
import type { Hushlog } from './page-client.js'

interface Page {
  /** Holds the clients of packages by write key. */
  hushlog_clients?: Record<string, Hushlog>
  /** Is the client of the script tag, or what queues calls until it is there. */
  readonly hushlog?: Partial<Hushlog>
}

const addressOf = (endpoint: string) => endpoint.replace(/\/+$/, '')

/** Says whether a script tag of the page is for the same key and endpoint. */
function hasTag({ writeKey, endpoint }: HushlogOptions): boolean {
  return [...document.querySelectorAll<HTMLScriptElement>('script[data-write-key]')].some((tag) => {
    const own = optionsOf(tag)
    return own.writeKey === writeKey && addressOf(own.endpoint) === addressOf(endpoint)
  })
}

export function findClient(options: HushlogOptions): Hushlog | undefined {
  const { hushlog_clients: clients = {}, hushlog } = window as Page
  if (hushlog?.stats && hasTag(options)) return hushlog as Hushlog
  return clients[keyOf(options)]
}

/** @returns the client, which is found until it is shut down */
export function keepClient(options: HushlogOptions, client: Hushlog): Hushlog {
  const page = window as Page
  page.hushlog_clients ??= {}
  const clients = page.hushlog_clients
  const key = keyOf(options)
  const kept: Hushlog = {
    ...client,
    shutdown(timeoutMs) {
      delete clients[key]
      return client.shutdown(timeoutMs)
    },
  }
  clients[key] = kept
  return kept
}

const keyOf = ({ endpoint, writeKey }: HushlogOptions) => `${addressOf(endpoint)} ${writeKey}`
