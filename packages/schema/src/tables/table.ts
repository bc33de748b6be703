/** Describes one event family as a table. Every definition is written from it. */

export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'timestamp' | 'json'

export interface Column {
  /** Holds the path, joined by `_`. */
  readonly name: string
  /** Holds the path of the value in the event. */
  readonly path: readonly string[]
  /** An `integer` fits 64 bits, a `timestamp` is UTC, and `shape` describes a `json` column. */
  readonly type: ColumnType
  /** Says whether it holds what a person or a model wrote: privacy class `text`. */
  readonly text: boolean
  /** Says whether a `json` column holds a list of strings or a flat object. */
  readonly shape?: 'list' | 'map'
}

export interface Table {
  /** Names the event family. */
  readonly name: string
  readonly description: string
  /** Holds the types of the events that are its rows. */
  readonly events: readonly string[]
  /** Shared columns come first, in the same order in every table. */
  readonly columns: readonly Column[]
}
