/**
 * The end of a process. One that runs out of work is held until what is queued is delivered, once and not for long; one that is
 * told to end (SIGTERM, SIGINT, SIGHUP) gets the same time, and then ends by the same signal as if nobody had listened. A host
 * with listeners of its own decides for itself when to end.
 */
import type { Client } from '@hushlog/sdk-core'

/** Milliseconds. */
const EXIT_TIMEOUT = 2000
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

const clients = new Set<Client>()
/** Those that also listen to signals. */
const signalled = new Set<Client>()
let listening = false

const flushAll = (some: Iterable<Client>) =>
  Promise.all(
    [...some].filter((client) => client.stats().queued > 0).map((client) => client.flush(EXIT_TIMEOUT)),
  )

function onBeforeExit() {
  void flushAll(clients)
  // Timed out is timed out: `beforeExit` comes again after each flush.
  clients.clear()
}

async function onSignal(signal: NodeJS.Signals) {
  const alone = process.listenerCount(signal) === 1
  // At once: a second signal is not made to wait.
  process.off(signal, onSignal)
  await flushAll(signalled)
  if (alone) process.kill(process.pid, signal)
}

function listenToSignals() {
  for (const signal of SIGNALS)
    if (!process.listeners(signal).includes(onSignal)) process.on(signal, onSignal)
}

function forget(client: Client) {
  clients.delete(client)
  signalled.delete(client)
  // Without a client a signal ends the process at once, as before.
  if (signalled.size === 0) for (const signal of SIGNALS) process.off(signal, onSignal)
}

/** The client, which is let go when it is shut down. */
export function flushAtExit(client: Client, { signals }: { readonly signals: boolean }): Client {
  if (!listening) process.on('beforeExit', onBeforeExit)
  listening = true
  clients.add(client)
  if (signals) {
    signalled.add(client)
    listenToSignals()
  }
  return {
    ...client,
    shutdown(timeoutMs) {
      forget(client)
      return client.shutdown(timeoutMs)
    },
  }
}
