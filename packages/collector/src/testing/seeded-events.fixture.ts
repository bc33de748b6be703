/**
 * Makes events of every type, with each column in some of them, to compare two stores. A seed always gives
 * the same.
 */
import { type Column, tables } from '@hushlog/schema/tables'
import type { NewRecord } from '../log/log.js'
import { testRecord } from '../log/records.fixture.js'

export interface SeededOptions {
  readonly seed: number
  readonly count: number
  readonly tenants: readonly string[]
  /** Holds milliseconds since the epoch, as `to`. Times are spread evenly between both, in no order. */
  readonly from: number
  readonly to: number
}

/**
 * Implements Mulberry32, which is in the public domain:
 * https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32
 */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** These columns are set by the collector or follow from the record itself. */
const derivedColumns = new Set(['id', 'event', 'tenant_id', 'env', 'ts', 'received_at', 'schema_version'])
/** These columns hold lists of counts by name. */
const countColumns = new Set(['context_redactions', 'collector_redactions', 'drops'])
/** These sort differently by byte and by dictionary. */
const words = ['billing', 'Refunds', 'Ärger', 'zoo', 'a b', 'a-b', '_x', '😀', 'É', '10', '9']

function fieldValue(column: Column, random: () => number): unknown {
  const below = (n: number) => Math.floor(random() * n)
  const word = () => words[below(words.length)] ?? ''
  switch (column.type) {
    case 'integer':
      return below(1000)
    case 'number':
      return column.name === 'probability' ? random() : below(1_000_000) / 127
    case 'boolean':
      return random() < 0.5
    case 'timestamp':
      return new Date(below(2_000_000_000_000)).toISOString()
    case 'json':
      return column.shape === 'list' ? [word(), word()] : { long_name: word(), b: below(9), a: true }
    case 'string':
      if (column.name === 'session_id') return `s${below(400)}`
      if (column.name === 'status') return ['success', 'failure', 'timed_out', 'skipped'][below(4)]
      if (countColumns.has(column.name)) return `email:${1 + below(3)},phone:${1 + below(2)}`
      return word()
  }
}

export function seededEvents(options: SeededOptions): readonly NewRecord[] {
  const random = createRandom(options.seed)
  const types = tables.flatMap((table) => table.events.map((event) => ({ event, columns: table.columns })))
  return Array.from({ length: options.count }, (_, n) => {
    const { event, columns } = types[Math.floor(random() * types.length)] ?? { event: '', columns: [] }
    const fields: Record<string, unknown> = {}
    const nested: Record<string, Record<string, unknown>> = {}
    for (const column of columns) {
      if (derivedColumns.has(column.name) || random() < 0.4) continue
      const [head = '', inner] = column.path
      const value = fieldValue(column, random)
      if (inner === undefined) fields[head] = value
      else nested[head] = { ...nested[head], [inner]: value }
    }
    const time = Math.floor(options.from + random() * (options.to - options.from))
    const tenantId = options.tenants[Math.floor(random() * options.tenants.length)]
    return testRecord({
      n,
      time,
      event,
      ...(tenantId === undefined ? {} : { tenantId }),
      fields: { session_id: undefined, ...fields, ...nested },
    })
  })
}
