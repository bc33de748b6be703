/**
 * Delivers what is queued when a process ends. A process that runs out of work is held once, for a short time. SIGTERM,
 * SIGINT and SIGHUP get the same time, and then end the process as if nobody had listened; an application with listeners
 * of its own decides by itself when to end.
 */
import { SECOND } from '@hushlog/base'
import type { Client } from '@hushlog/sdk-core'
import { shared } from './shared.js'

const EXIT_TIMEOUT = 2 * SECOND
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Holds what all copies of this package in the process share, so that only one of them listens. */
interface Exits {
  readonly clients: Set<Flushable>
  /** The clients that are also flushed on signals. */
  readonly signaledClients: Set<Flushable>
  isListening: boolean
  /** Listens to signals; set by the first copy. */
  onSignal: ((signal: NodeJS.Signals) => void) | undefined
}

type Flushable = Pick<Client, 'stats' | 'flush'>

const exits = (): Exits =>
  shared('exits', () => ({
    clients: new Set<Flushable>(),
    signaledClients: new Set<Flushable>(),
    isListening: false,
    onSignal: undefined,
  }))

const flushAll = (all: Iterable<Flushable>) =>
  Promise.all(
    [...all].filter((client) => client.stats().queued > 0).map((client) => client.flush(EXIT_TIMEOUT)),
  )

function onBeforeExit() {
  const { clients } = exits()
  void flushAll(clients)
  // `beforeExit` comes again after each flush, and nobody gets the time twice.
  clients.clear()
}

async function onSignal(signal: NodeJS.Signals) {
  const isOnlyListener = process.listenerCount(signal) === 1
  // A second signal ends the process at once.
  process.off(signal, onSignal)
  await flushAll(exits().signaledClients)
  if (isOnlyListener) process.kill(process.pid, signal)
}

function listenToSignals(all: Exits) {
  all.onSignal ??= onSignal
  for (const signal of SIGNALS)
    if (!process.listeners(signal).includes(all.onSignal)) process.on(signal, all.onSignal)
}

function forget(client: Flushable) {
  const { clients, signaledClients, onSignal: listener } = exits()
  clients.delete(client)
  if (signaledClients.delete(client) && listener && signaledClients.size === 0)
    for (const signal of SIGNALS) process.off(signal, listener)
}

/**
 * Returns the client, which is flushed at the end of the process until it is shut down. A runtime whose process
 * has no events, such as a worker, gets the client as it is.
 */
export function flushAtExit(client: Client, { signals }: { readonly signals: boolean }): Client {
  if (typeof process === 'undefined' || typeof process.on !== 'function') return client
  const all = exits()
  if (!all.isListening) process.on('beforeExit', onBeforeExit)
  all.isListening = true
  all.clients.add(client)
  if (signals) {
    all.signaledClients.add(client)
    listenToSignals(all)
  }
  return {
    ...client,
    shutdown(timeoutMs) {
      forget(client)
      return client.shutdown(timeoutMs)
    },
  }
}
