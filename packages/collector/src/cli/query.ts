/** `hushlog query` asks the running collector for figures and prints them as a table, CSV or JSON. */
import { text } from 'node:stream/consumers'
import { isObject } from '@hushlog/base'
import { stringify } from 'csv-stringify/sync'
import { endWithReader, printJson, printLines } from './output.js'
import { type RemoteOption, runningCollector } from './running-collector.js'

interface QueryOption extends RemoteOption {
  readonly tenant?: readonly string[]
  readonly metrics?: readonly string[]
  readonly by?: readonly string[]
  readonly filter?: readonly string[]
  readonly range?: string
  readonly timeZone?: string
  readonly compare?: string
  readonly limit?: number
  readonly format: 'table' | 'csv' | 'json'
}

type Value = string | number | boolean | null

interface QueryResult {
  readonly columns: readonly { readonly id: string }[]
  readonly rows: readonly {
    readonly dimensions: readonly Value[]
    readonly metrics: readonly Value[]
    readonly comparison?: { readonly metrics: readonly Value[]; readonly change: readonly Value[] }
  }[]
}

/** @throws Error that does not repeat the text */
function parseJson(json: string, what: string): unknown {
  try {
    return JSON.parse(json) as unknown
  } catch {
    throw new Error(`${what} is not JSON`)
  }
}

/** Two days or times, joined by a comma, are a list. */
const rangeOf = (range: string | undefined): unknown => (range?.includes(',') ? range.split(',') : range)

const oneOrSeveral = (tenants: readonly string[] | undefined): unknown =>
  tenants?.length === 1 ? tenants[0] : tenants

/** What flags say goes before what the JSON says. */
function bodyOf(json: string | undefined, options: QueryOption): Readonly<Record<string, unknown>> {
  const given = json === undefined ? {} : parseJson(json, 'the query')
  if (!isObject(given)) throw new Error('the query is not a JSON object')
  const flags = {
    tenant: oneOrSeveral(options.tenant),
    metrics: options.metrics,
    dimensions: options.by,
    filters: options.filter?.map((filter) => parseJson(filter, 'a filter')),
    date_range: rangeOf(options.range),
    time_zone: options.timeZone,
    compare: rangeOf(options.compare),
    limit: options.limit,
  }
  const said = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined))
  const body = { ...given, ...said }
  if (body.metrics === undefined)
    throw new Error('name the metrics: --metrics answers,no_match_rate, or a query as JSON')
  return body
}

/** Makes a header and rows; a comparison adds two columns for each metric. */
export function toTable({ columns, rows }: QueryResult): readonly (readonly Value[])[] {
  const groups = rows[0]?.dimensions.length ?? 0
  const metrics = columns.slice(groups)
  const compares = rows.some(({ comparison }) => comparison !== undefined)
  const header = [
    ...columns.map(({ id }) => id),
    ...(compares ? metrics.flatMap(({ id }) => [`${id}_before`, `${id}_change`]) : []),
  ]
  return [
    header,
    ...rows.map(({ dimensions, metrics: figures, comparison }) => [
      ...dimensions,
      ...figures,
      ...(compares
        ? metrics.flatMap((_, i) => [comparison?.metrics[i] ?? null, comparison?.change[i] ?? null])
        : []),
    ]),
  ]
}

/** A figure of a table has six digits; CSV and JSON have all of them. */
const cell = (value: Value): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(6))) : value === null ? '-' : String(value)

/** Aligns numbers to the right and everything else to the left. */
export function alignTable(table: readonly (readonly Value[])[]): readonly string[] {
  const cells = table.map((row) => row.map(cell))
  const widths = (cells[0] ?? []).map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)))
  const isNumber = widths.map((_, i) => table.slice(1).some((row) => typeof row[i] === 'number'))
  return cells.map((row) =>
    row
      .map((value, i) =>
        isNumber[i] === true ? value.padStart(widths[i] ?? 0) : value.padEnd(widths[i] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}

export async function query(json: string | undefined, options: QueryOption): Promise<void> {
  const body = bodyOf(json === '-' ? await text(process.stdin) : json, options)
  const answer = await runningCollector(options).request('POST', '/v1/query', body)
  endWithReader()
  if (options.format === 'json') return printJson(answer)
  const table = toTable(answer as unknown as QueryResult)
  if (options.format === 'table') return printLines(alignTable(table))
  // A spreadsheet would run a cell that begins with =, +, - or @ as a formula.
  process.stdout.write(stringify([...table], { escape_formulas: true, cast: { boolean: String } }))
}
