/** Says what the dashboard shows. The address holds all of it, so that every view is a link. */

/** A filter as `POST /v1/query` takes it, such as `["is", "topic", ["billing"]]`. */
export type Filter = readonly [operator: string, ...operands: readonly unknown[]]

/** A period as `date_range` takes it: a word such as `7d`, or two days that both count. */
export type Period = string | readonly [first: string, last: string]

export type Comparison = 'previous_period' | 'previous_year' | readonly [first: string, last: string]

export interface View {
  readonly place: string
  /** Undefined means the only tenant that the reader may see. */
  readonly tenant: string | undefined
  readonly range: Period
  readonly timeZone: string
  /** Undefined compares with nothing. */
  readonly compare: Comparison | undefined
  readonly filters: readonly Filter[]
  /** Parameters that only this place knows, such as the id of a session. */
  readonly own: Readonly<Record<string, string>>
}

export const defaultPlace = 'overview'
export const defaultRange = '7d'
export const defaultCompare: Comparison = 'previous_period'
