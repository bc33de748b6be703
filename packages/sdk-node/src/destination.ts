/**
 * Tells which clients send to the same collector with the same key. They count as one where an object of the
 * application is watched: a second client, or a second copy of this package, must not track a request again.
 */
import { shared } from './shared.js'

interface Destinations {
  readonly byAddress: Map<string, number>
  readonly byClient: WeakMap<object, number>
  count: number
}

const destinations = (): Destinations =>
  shared('destinations', () => ({ byAddress: new Map(), byClient: new WeakMap(), count: 0 }))

/** Returns the client, whose destination is known from now on. */
export function withDestination<Client extends object>(client: Client, url: string, key: string): Client {
  const all = destinations()
  const address = `${url} ${key}`
  const number = all.byAddress.get(address) ?? ++all.count
  all.byAddress.set(address, number)
  all.byClient.set(client, number)
  return client
}

/** Returns a number. An object that is no client of this package is a destination of its own. */
export function destinationOf(client: object): number {
  const all = destinations()
  const number = all.byClient.get(client) ?? ++all.count
  all.byClient.set(client, number)
  return number
}
