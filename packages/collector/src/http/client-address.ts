/**
 * Finds the address of a client, for limits that last as long as the process: an address is never logged or stored. Behind
 * proxies it stands in `X-Forwarded-For`, which anybody can send, so that it is read only when `trust_proxy` says how many
 * proxies there are.
 */
import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'
import type { Logger } from '../runtime/logger.js'

/**
 * Returns the key of a client's limits: its address, of IPv6 the network of 64 bits that a household or a server has. It is
 * undefined where the address of the client is not known; such a request has no limit by address.
 */
export type ClientAddress = (request: IncomingMessage) => string | undefined

export interface ClientAddressOptions {
  /** Says how many proxies stand in front of the collector. */
  readonly trustProxy: number
  readonly logger: Pick<Logger, 'warn'>
}

/** Four of the eight groups of an IPv6 address name its network. */
const NETWORK_GROUPS = 4

const parse = (text: string) => (ipaddr.isValid(text) ? ipaddr.process(text) : undefined)

const keyOf = (address: ReturnType<typeof parse>): string | undefined =>
  address instanceof ipaddr.IPv6 ? address.parts.slice(0, NETWORK_GROUPS).join(':') : address?.toString()

const PUBLIC = 'unicast'

export function createClientAddress({ trustProxy, logger }: ClientAddressOptions): ClientAddress {
  let hasWarned = false
  return ({ socket, headers }) => {
    const peer = parse(socket.remoteAddress ?? '')
    const header = headers['x-forwarded-for']
    if (header === undefined) return keyOf(peer)
    if (trustProxy === 0) {
      if (peer === undefined || peer.range() === PUBLIC) return keyOf(peer)
      if (!hasWarned) {
        hasWarned = true
        logger.warn(
          {},
          'a proxy sends X-Forwarded-For and trust_proxy is 0: its requests have no limit by address; set trust_proxy to the number of proxies',
        )
      }
      return undefined
    }
    // Each proxy appends the address that it was reached from; what stands further left was sent by the client.
    const forwarded = String(header).split(',')
    return keyOf(parse(forwarded.at(-trustProxy)?.trim() ?? forwarded[0]?.trim() ?? ''))
  }
}
