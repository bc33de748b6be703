/** Answers requests from the first store that can, and measures how long that takes. */
import { setMaxListeners } from 'node:events'
import type { Request, Response } from 'express'
import type { ReadAccess } from '../http/access.js'
import { Problem } from '../http/problem.js'
import type { GuardedRoute } from '../http/route.js'
import type { Clock } from '../runtime/clock.js'
import type { NamedReportStore } from '../sinks/report-store.js'
import { type ChooseStore, isUnavailable } from './choose-store.js'
import { limitStore } from './limited-store.js'
import { createStatementSlots } from './statement-slots.js'

/**
 * @param from its statements wait for a slot of the reader, and end after a time limit or when the client leaves
 * @param left aborts when the client leaves
 */
export type Answer = (
  from: NamedReportStore,
  request: Request,
  response: Response,
  access: ReadAccess,
  left: AbortSignal,
) => void | Promise<void>

/** Observes the time of an answer for the histogram `hushlog_report_seconds`. */
export type ObserveReport = (report: string, seconds: number) => void

/** Passes the first store that can answer to `answer`, or throws when there is none. */
export type FromStore = (report: string, answer: Answer) => GuardedRoute['handler']

/** Says in a header which store an answer is from. */
export const STORE_HEADER = 'hushlog-store'

/** Measures the time of answers, and says of a store that is out of reach that it is. */
export const timed =
  (observe: ObserveReport) =>
  (report: string, answer: GuardedRoute['handler']): GuardedRoute['handler'] =>
  async (...args) => {
    const began = performance.now()
    try {
      await answer(...args)
    } catch (thrown) {
      throw asProblem(thrown)
    } finally {
      observe(report, (performance.now() - began) / 1000)
    }
  }

/** @throws Problem `reports_disabled` */
export function requireStore(stores: readonly NamedReportStore[]): void {
  if (stores.length === 0)
    throw new Problem('reports_disabled', {
      detail: 'No store of the configuration answers reports: the embedded one is disabled.',
    })
}

export interface FromStoreOptions {
  readonly stores: readonly NamedReportStore[]
  readonly chooseStore: ChooseStore
  readonly observe: ObserveReport
  readonly forReader: ForReader
}

/** Returns the store as one reader has it: statements wait for a slot of its own, and end in time or when it leaves. */
export type ForReader = (from: NamedReportStore, access: ReadAccess, left: AbortSignal) => NamedReportStore

/** Each reader has one share of the slots, however many routes read for it. */
export function createForReader(stores: readonly NamedReportStore[], clock: Clock): ForReader {
  const slots = new Map(stores.map(({ name }) => [name, createStatementSlots(STATEMENTS[name])]))
  return (from, access, left) => {
    const own = slots.get(from.name)
    if (own === undefined) throw new RangeError('a store without slots')
    const store = limitStore({ store: from.store, slots: own, reader: readerOf(access), left, clock })
    return { ...from, store }
  }
}

/** So many statements run at a time: as many as the embedded store has connections, and a part of PostgreSQL's. */
const STATEMENTS = { embedded: 2, postgres: 4 } as const

/** The admin, who reads of all tenants, is a reader like the tenants. */
const readerOf = ({ admin, tenants: [tenant = ''] }: ReadAccess): string => (admin ? '*' : tenant)

/** Returns a signal that aborts when the client leaves before it has its answer. */
export function leaving(response: Response): AbortSignal {
  const left = new AbortController()
  // Each statement that waits or runs for the request listens; how many may is limited elsewhere.
  setMaxListeners(0, left.signal)
  response.once('close', () => {
    if (!response.writableFinished) left.abort()
  })
  return left.signal
}

const isAbort = (thrown: unknown): boolean => thrown instanceof DOMException && thrown.name === 'AbortError'

/**
 * Asks, and once more where an answer that several wait for failed since the one who asked first has left.
 *
 * @param left aborts when who asks here leaves
 */
export const askAgain = <T>(left: AbortSignal, ask: () => Promise<T>): Promise<T> =>
  ask().catch((thrown: unknown) => {
    if (!isAbort(thrown) || left.aborted) throw thrown
    return ask()
  })

/** Is for answers that are a part of a response. */
export type AskStore = <T>(
  report: string,
  access: ReadAccess,
  left: AbortSignal,
  ask: (from: NamedReportStore) => Promise<T>,
) => Promise<T>

/** The promise rejects with a problem where no store can answer. */
export const createAskStore =
  ({ stores, chooseStore, observe, forReader }: FromStoreOptions): AskStore =>
  async (report, access, left, ask) => {
    requireStore(stores)
    const began = performance.now()
    try {
      return await chooseStore((from) => ask(forReader(from, access, left)))
    } catch (thrown) {
      throw asProblem(thrown)
    } finally {
      observe(report, (performance.now() - began) / 1000)
    }
  }

export function createFromStore({ stores, chooseStore, observe, forReader }: FromStoreOptions): FromStore {
  return (report, answer) =>
    timed(observe)(report, async (request, response, access) => {
      requireStore(stores)
      const left = leaving(response)
      const answerFrom = async (from: NamedReportStore): Promise<void> => {
        response.set(STORE_HEADER, from.name)
        await answer(forReader(from, access, left), request, response, access, left)
      }
      await chooseStore(async (from) => {
        try {
          await askAgain(left, () => answerFrom(from))
        } catch (thrown) {
          // Nobody is there to read why there is no answer.
          if (left.aborted) return
          if (!response.headersSent) response.removeHeader(STORE_HEADER)
          throw thrown
        }
      })
    })
}

function asProblem(thrown: unknown): unknown {
  return isUnavailable(thrown)
    ? new Problem('store_unavailable', { headers: { 'retry-after': '5' } })
    : thrown
}
