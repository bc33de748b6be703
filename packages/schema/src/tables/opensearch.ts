/**
 * Index templates for OpenSearch 3.1 and later: daily indices of events per family, and one document per session.
 * Documents have the shape of the events. `dynamic: false`: what the catalogue does not know is not indexed.
 */
import { tables } from '../gen/tables.gen.js'
import type { Column, ColumnType, Table } from './table.js'

export interface OpenSearchOptions {
  /** In front of every index name. */
  readonly indexPrefix?: string
  readonly shards?: number
  readonly replicas?: number
}

export type Mapping = { readonly [key: string]: string | boolean | number | Mapping }

export interface OpenSearchTemplate {
  /** For `PUT _index_template/{name}`. */
  readonly name: string
  readonly body: {
    readonly index_patterns: readonly string[]
    readonly priority: number
    readonly template: {
      readonly settings: Mapping
      readonly mappings: { readonly dynamic: boolean; readonly properties: Mapping }
    }
  }
}

/** Terms of Lucene end at 32,766 bytes; strings of the catalogue end long before once sanitized. */
const keyword: Mapping = { type: 'keyword', ignore_above: 1024 }

const types: Readonly<Record<Exclude<ColumnType, 'json'>, Mapping>> = {
  string: keyword,
  integer: { type: 'long' },
  number: { type: 'double' },
  boolean: { type: 'boolean' },
  timestamp: { type: 'date', format: 'strict_date_optional_time_nanos' },
}

function mappingOf(column: Column): Mapping {
  if (column.text) return { type: 'text' }
  if (column.type !== 'json') return types[column.type]
  return column.shape === 'list' ? keyword : { type: 'flat_object' }
}

type Tree = Map<string, Mapping | Tree>

function properties(columns: readonly Column[]): Mapping {
  const root: Tree = new Map()
  for (const column of columns) {
    let level = root
    for (const part of column.path.slice(0, -1)) {
      const next = level.get(part)
      const inner: Tree = next instanceof Map ? next : new Map()
      level.set(part, inner)
      level = inner
    }
    level.set(column.path[column.path.length - 1] ?? column.name, mappingOf(column))
  }
  return toMapping(root)
}

function toMapping(tree: Tree): Mapping {
  return Object.fromEntries(
    [...tree].map(([name, node]) => [name, node instanceof Map ? { properties: toMapping(node) } : node]),
  )
}

/** One document per session, kept up to date from the events of family `request`. */
const sessionSummary: Mapping = {
  session_id: keyword,
  tenant_id: keyword,
  env: keyword,
  user: keyword,
  modules: keyword,
  paths: keyword,
  asset_types: keyword,
  site_tokens: keyword,
  start: types.timestamp,
  end: types.timestamp,
  duration_seconds: types.number,
  event_count: types.integer,
  last_updated: types.timestamp,
}

export function opensearchTemplates(options: OpenSearchOptions = {}): readonly OpenSearchTemplate[] {
  const { indexPrefix = '', shards = 1, replicas = 1 } = options
  const template = (name: string, pattern: string, mapping: Mapping): OpenSearchTemplate => ({
    name: `${indexPrefix}${name}`,
    body: {
      index_patterns: [`${indexPrefix}${pattern}`],
      priority: 200,
      template: {
        settings: { number_of_shards: shards, number_of_replicas: replicas },
        mappings: { dynamic: false, properties: mapping },
      },
    },
  })
  const events = (table: Table) =>
    template(`${table.name}-events`, `${table.name}-events-*`, eventMapping(table))
  return [...tables.map(events), template('session-summaries', 'session-summaries', sessionSummary)]
}

/** `timestamp` is how dashboards call `ts`. */
function eventMapping(table: Table): Mapping {
  return { ...properties(table.columns), timestamp: { type: 'alias', path: 'ts' } }
}
