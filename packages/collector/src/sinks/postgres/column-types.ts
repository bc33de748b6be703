/** Parses values of PostgreSQL to what the embedded store returns, so that one report reads both. */

/**
 * These object ids of types never change:
 * https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat
 */
const INT8 = 20
const NUMERIC = 1700
const TIMESTAMP = 1114
const JSON_TEXT = 114
const JSONB = 3802

/** Converts `2026-01-05 10:00:00.123456` in UTC to RFC 3339 with milliseconds. */
function toIso(text: string): string {
  const found = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?$/.exec(text)
  if (found === null) return text
  return `${found[1]}T${found[2]}.${(found[3] ?? '').padEnd(3, '0').slice(0, 3)}Z`
}

/** Removes the spaces that PostgreSQL writes into JSON. */
const compact = (text: string): string => JSON.stringify(JSON.parse(text))

const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [INT8, Number],
  [NUMERIC, Number],
  [TIMESTAMP, toIso],
  [JSON_TEXT, compact],
  [JSONB, compact],
])

/** These are int2, int4, oid, float4 and float8. */
const asNumber = new Set([21, 23, 26, 700, 701])
const BOOLEAN = 16

export const columnTypes = {
  getTypeParser(oid: number): (text: string) => unknown {
    if (oid === BOOLEAN) return (text) => text === 't'
    if (asNumber.has(oid)) return Number
    return parsers.get(oid) ?? ((text) => text)
  },
}
