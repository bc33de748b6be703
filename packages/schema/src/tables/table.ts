/** One event family as a table: what every definition is written from. */

export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'timestamp' | 'json'

export interface Column {
  /** The path, joined by `_`. */
  readonly name: string
  /** Where the value is in the event. */
  readonly path: readonly string[]
  /** `integer` fits 64 bits, `timestamp` is UTC, `json` see `shape`. */
  readonly type: ColumnType
  /** Whether it holds what a person or a model wrote: privacy class `text`. */
  readonly text: boolean
  /** What a `json` column holds: a list of strings, or a flat object. */
  readonly shape?: 'list' | 'map'
}

export interface Table {
  /** The event family. */
  readonly name: string
  readonly description: string
  /** Events whose rows it holds. */
  readonly events: readonly string[]
  /** Shared columns first, in the same order in every table. */
  readonly columns: readonly Column[]
}
