/**
 * Writes index templates for OpenSearch 3.1 and later: daily indices of requests and of all other events, and
 * one document per session. Documents have the shape of the events. With `dynamic: false` a member that the
 * catalogue does not know is kept in the document and never becomes a field, so that an index from before an
 * upgrade still accepts later documents.
 */
import { tables } from '../gen/tables.gen.js'
import type { Column, ColumnType } from './table.js'

export interface OpenSearchOptions {
  /** Precedes every index name. */
  readonly indexPrefix?: string
  readonly shards?: number
  /** Default: one, or none where the cluster has a single node. */
  readonly replicas?: number
}

export interface RetentionPolicyOptions {
  readonly indexPrefix?: string
  readonly retentionDays: number
}

export type Mapping = { readonly [key: string]: string | boolean | number | Mapping }

export interface OpenSearchTemplate {
  /** Holds the body of `PUT _index_template/{name}`. */
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

/** A session has one document, whichever types its events have. Lists are sorted and without repetition. */
const sessionSummary: Mapping = {
  session_id: keyword,
  tenant_id: keyword,
  env: keyword,
  user: keyword,
  /**
   * Holds every pseudonym of the session, so that a person can be erased from a session that several used.
   */
  users: keyword,
  modules: keyword,
  paths: keyword,
  asset_types: keyword,
  site_tokens: keyword,
  start: types.timestamp,
  end: types.timestamp,
  duration_seconds: types.number,
  event_count: types.integer,
  /** Counts the values that did not fit into their list. */
  values_left_out: types.integer,
  /** Says `open` or `closed`. */
  state: keyword,
  end_reason: keyword,
  last_received: types.timestamp,
  last_updated: types.timestamp,
  /** Holds the ids that have been counted. They are neither indexed nor searchable. */
  bookkeeping: { type: 'object', enabled: false },
}

/** Names the family whose events have daily indices of their own. */
const requests = 'request'

/** Returns the name of a family's indices without the day. */
export const opensearchIndex = (family: string): 'request-events' | 'hushlog-events' =>
  family === requests ? 'request-events' : 'hushlog-events'

export const sessionIndex = 'session-summaries'

/** `timestamp` is what dashboards call `ts`; every document has both. */
function eventMapping(index: string): Mapping {
  const columns = new Map<string, Column>()
  for (const table of tables)
    if (opensearchIndex(table.name) === index)
      for (const column of table.columns) if (!columns.has(column.name)) columns.set(column.name, column)
  return { timestamp: types.timestamp, ...properties([...columns.values()]) }
}

export function opensearchTemplates(options: OpenSearchOptions = {}): readonly OpenSearchTemplate[] {
  const { indexPrefix = '', shards = 1, replicas } = options
  const copies: Mapping =
    replicas === undefined ? { auto_expand_replicas: '0-1' } : { number_of_replicas: replicas }
  const template = (name: string, pattern: string, mapping: Mapping): OpenSearchTemplate => ({
    name: `${indexPrefix}${name}`,
    body: {
      index_patterns: [`${indexPrefix}${pattern}`],
      priority: 200,
      template: {
        // Without it OpenSearch leaves alone what is deleted in a segment of which less than a tenth is.
        settings: {
          index: { number_of_shards: shards, ...copies, 'merge.policy.expunge_deletes_allowed': 0 },
        },
        mappings: { dynamic: false, properties: mapping },
      },
    },
  })
  const daily = (index: string) => template(index, `${index}-*`, eventMapping(index))
  return [
    daily('request-events'),
    daily('hushlog-events'),
    template(sessionIndex, sessionIndex, sessionSummary),
  ]
}

/**
 * Returns the body of `PUT _plugins/_ism/policies/{name}`: daily indices are deleted when they are as old as
 * this.
 */
export function opensearchRetentionPolicy(options: RetentionPolicyOptions) {
  const { indexPrefix = '', retentionDays } = options
  return {
    name: `${indexPrefix}hushlog-retention`,
    body: {
      policy: {
        description: `Deletes daily indices of events after ${retentionDays} days.`,
        default_state: 'keep',
        states: [
          {
            name: 'keep',
            actions: [],
            transitions: [{ state_name: 'delete', conditions: { min_index_age: `${retentionDays}d` } }],
          },
          { name: 'delete', actions: [{ delete: {} }], transitions: [] },
        ],
        ism_template: [
          {
            index_patterns: [`${indexPrefix}request-events-*`, `${indexPrefix}hushlog-events-*`],
            priority: 200,
          },
        ],
      },
    },
  }
}
