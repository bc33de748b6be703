/**
 * Delivers what is queued when a process ends. A process that runs out of work is held once, for a short time. SIGTERM,
 * SIGINT and SIGHUP get the same time, and then end the process as if nobody had listened; an application with listeners
 * of its own decides by itself when to end.
 */
import { SECOND } from '@hushlog/base'
import type { Client } from '@hushlog/sdk-core'

const EXIT_TIMEOUT = 2 * SECOND
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

const clients = new Set<Client>()
/** The clients that are also flushed on signals. */
const signaledClients = new Set<Client>()
let isListening = false

const flushAll = (all: Iterable<Client>) =>
  Promise.all(
    [...all].filter((client) => client.stats().queued > 0).map((client) => client.flush(EXIT_TIMEOUT)),
  )

function onBeforeExit() {
  void flushAll(clients)
  // `beforeExit` comes again after each flush, and nobody gets the time twice.
  clients.clear()
}

async function onSignal(signal: NodeJS.Signals) {
  const isOnlyListener = process.listenerCount(signal) === 1
  // A second signal ends the process at once.
  process.off(signal, onSignal)
  await flushAll(signaledClients)
  if (isOnlyListener) process.kill(process.pid, signal)
}

function listenToSignals() {
  for (const signal of SIGNALS)
    if (!process.listeners(signal).includes(onSignal)) process.on(signal, onSignal)
}

function forget(client: Client) {
  clients.delete(client)
  signaledClients.delete(client)
  if (signaledClients.size === 0) for (const signal of SIGNALS) process.off(signal, onSignal)
}

/** Returns the client, which is flushed at the end of the process until it is shut down. */
export function flushAtExit(client: Client, { signals }: { readonly signals: boolean }): Client {
  if (!isListening) process.on('beforeExit', onBeforeExit)
  isListening = true
  clients.add(client)
  if (signals) {
    signaledClients.add(client)
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
