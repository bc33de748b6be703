/** Which records have to go: those of a session or a person, or those of a tenant from before a time. */

import type { Selector } from '../sink.js'
import { quoteName, quoteText } from './sql-text.js'

export interface Unwanted {
  /** Bytes one of which stands in every unwanted line of JSON: all other lines need no parsing. */
  readonly needles: readonly Buffer[]
  matches(event: Readonly<Record<string, unknown>>): boolean
  /** The same as a condition of DuckDB over the columns of the objects; never null. */
  readonly sql: string
}

/** As JSON text writes it; ids and pseudonyms have nothing that could be written in two ways. */
const quoted = (value: string): Buffer => Buffer.from(JSON.stringify(value))

export function ofSelector({ tenantId, field, values }: Selector): Unwanted {
  const wanted = new Set<unknown>(values)
  const list = values.map(quoteText).join(', ')
  return {
    needles: values.map(quoted),
    matches: (event) => event.tenant_id === tenantId && wanted.has(event[field]),
    sql:
      values.length === 0
        ? 'false'
        : `coalesce(tenant_id = ${quoteText(tenantId)} AND ${quoteName(field)} IN (${list}), false)`,
  }
}

/** @param before epoch milliseconds */
export function ofExpired(tenantId: string, before: number): Unwanted {
  const limit = quoteText(new Date(before).toISOString().slice(0, -1))
  return {
    needles: [quoted(tenantId)],
    matches: ({ tenant_id, ts }) =>
      tenant_id === tenantId && typeof ts === 'string' && Date.parse(ts) < before,
    sql: `coalesce(tenant_id = ${quoteText(tenantId)} AND try_cast(ts AS TIMESTAMP) < TIMESTAMP ${limit}, false)`,
  }
}
