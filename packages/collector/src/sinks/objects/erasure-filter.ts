/** Finds the records that an erasure or an expiry removes from objects. */
import { quoteName, quoteText } from '@hushlog/base'
import type { Selector } from '../sink.js'

export interface ErasureFilter {
  /** The JSON of every record that matches contains one of these, so that other lines need no parsing. */
  readonly needles: readonly Buffer[]
  matches(event: Readonly<Record<string, unknown>>): boolean
  /** Says the same as a condition of DuckDB's SQL over the columns of the objects. It is never null. */
  readonly sql: string
}

/** Writes a value as JSON does. Ids and pseudonyms hold nothing that JSON could write in two ways. */
const jsonBytes = (value: string): Buffer => Buffer.from(JSON.stringify(value))

/** Matches the records of a session or a person. */
export function matchSelector({ tenantId, field, values }: Selector): ErasureFilter {
  const wanted = new Set<unknown>(values)
  const list = values.map(quoteText).join(', ')
  return {
    needles: values.map(jsonBytes),
    matches: (event) => event.tenant_id === tenantId && wanted.has(event[field]),
    sql:
      values.length === 0
        ? 'false'
        : `coalesce(tenant_id = ${quoteText(tenantId)} AND ${quoteName(field)} IN (${list}), false)`,
  }
}

/**
 * Matches a tenant's records with an earlier event time.
 *
 * @param before epoch milliseconds
 */
export function matchOlder(tenantId: string, before: number): ErasureFilter {
  const limit = quoteText(new Date(before).toISOString().slice(0, -1))
  return {
    needles: [jsonBytes(tenantId)],
    matches: ({ tenant_id, ts }) =>
      tenant_id === tenantId && typeof ts === 'string' && Date.parse(ts) < before,
    sql: `coalesce(tenant_id = ${quoteText(tenantId)} AND try_cast(ts AS TIMESTAMP) < TIMESTAMP ${limit}, false)`,
  }
}
