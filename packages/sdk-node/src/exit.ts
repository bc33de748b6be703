/**
 * A process that runs out of work is held until what is queued is delivered, once and not for long: a script that never calls
 * `flush` loses nothing while the collector is there, and ends all the same when it is not.
 */
import type { Client } from '@hushlog/sdk-core'

/** Milliseconds. */
const EXIT_TIMEOUT = 2000

const clients = new Set<Client>()
let listening = false

function flushAll() {
  for (const client of clients) if (client.stats().queued > 0) void client.flush(EXIT_TIMEOUT)
  // Timed out is timed out: `beforeExit` comes again after each flush.
  clients.clear()
}

/** The client, which is let go when it is shut down. */
export function flushAtExit(client: Client): Client {
  if (!listening) process.on('beforeExit', flushAll)
  listening = true
  clients.add(client)
  return {
    ...client,
    shutdown(timeoutMs) {
      clients.delete(client)
      return client.shutdown(timeoutMs)
    },
  }
}
