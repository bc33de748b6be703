/** Reads the value of a window for each tenant. */
import type { AlertSettings } from '../../config/config.js'
import { isZeroWithoutRows } from '../../query/catalogue/expression.js'
import type { ChooseStore } from '../../query/choose-store.js'
import type { QuerySettings } from '../../query/language/query-settings.js'
import type { Range } from '../../query/language/range.js'
import { type Figure, runQuery } from '../../query/run-query.js'
import type { NamedReportStore } from '../../sinks/report-store.js'
import { windowQuery } from './alert-query.js'

/** A store that is further behind the log does not have the last events of a window. */
const MAX_LAG_SECONDS = 60

export interface Window {
  readonly alert: AlertSettings
  readonly tenants: readonly string[]
  readonly range: Range
  /** Milliseconds since the epoch. */
  readonly now: number
}

/**
 * Returns the value of each tenant, which is that of its worst group where the alert has dimensions.
 *
 * @throws with the code `STORE_BEHIND` when the store lacks events of the window, or what the store throws
 */
export type ReadWindow = (window: Window) => Promise<ReadonlyMap<string, Figure>>

export interface ReadWindowOptions {
  readonly chooseStore: ChooseStore
  /** Returns how many seconds the store of a sink is behind the log. */
  readonly lagSeconds: (sink: string) => number
  readonly settings: QuerySettings
}

const worst = ({ above }: AlertSettings, a: Figure, b: Figure): Figure => {
  if (a === null || b === null) return a ?? b
  return above === undefined ? Math.min(a, b) : Math.max(a, b)
}

async function readFrom(
  from: NamedReportStore,
  { alert, tenants, range, now }: Window,
  settings: QuerySettings,
): Promise<ReadonlyMap<string, Figure>> {
  const query = windowQuery(alert, tenants, range, now, settings)
  const { rows, meta } = await runQuery(from, query, now)
  const values = new Map<string, Figure>()
  for (const { dimensions, metrics } of rows) {
    const [tenant] = dimensions
    if (typeof tenant !== 'string') continue
    values.set(tenant, worst(alert, values.get(tenant) ?? null, metrics[0] ?? null))
  }
  // Of a tenant whose rows were cut off nothing is known; one without events has counts of 0.
  const isWhole = meta.total_rows <= rows.length
  const otherwise = isWhole && query.metrics.every(({ value }) => isZeroWithoutRows(value)) ? 0 : null
  return new Map(tenants.map((tenant) => [tenant, values.get(tenant) ?? otherwise]))
}

export const createReadWindow =
  ({ chooseStore, lagSeconds, settings }: ReadWindowOptions): ReadWindow =>
  (window) =>
    chooseStore(async (from) => {
      if (lagSeconds(from.sink) > MAX_LAG_SECONDS)
        throw Object.assign(new Error('the store is behind'), { code: 'STORE_BEHIND' })
      return readFrom(from, window, settings)
    })
