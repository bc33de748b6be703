/** Answers requests from the first store that can, and measures how long that takes. */
import type { Request, Response } from 'express'
import type { ReadAccess } from '../http/access.js'
import { Problem } from '../http/problem.js'
import type { GuardedRoute } from '../http/route.js'
import type { NamedReportStore } from '../sinks/report-store.js'
import { type ChooseStore, isUnavailable } from './choose-store.js'

type Answer = (
  from: NamedReportStore,
  request: Request,
  response: Response,
  access: ReadAccess,
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

export const createFromStore =
  (stores: readonly NamedReportStore[], chooseStore: ChooseStore, observe: ObserveReport): FromStore =>
  (report, answer) =>
    timed(observe)(report, async (request, response, access) => {
      requireStore(stores)
      await chooseStore(async (from) => {
        response.set(STORE_HEADER, from.name)
        try {
          await answer(from, request, response, access)
        } catch (thrown) {
          if (!response.headersSent) response.removeHeader(STORE_HEADER)
          throw thrown
        }
      })
    })

function asProblem(thrown: unknown): unknown {
  return isUnavailable(thrown)
    ? new Problem('store_unavailable', { headers: { 'retry-after': '5' } })
    : thrown
}
