/** Describes a report as data: lists of rows, each of which is a query. */

/** One figure of a row. */
export interface Column {
  /** The name in JSON and CSV: that of the replaced system, else the id of the metric. */
  readonly name: string
  readonly metric: string
  /** The figure is a share, shown as 0 to 100. */
  readonly percent?: true
}

export interface List {
  /** The member of the answer that holds the rows. */
  readonly name: string
  readonly title: string
  /** Dimensions of the query language; the tenant comes before them. */
  readonly by: readonly string[]
  readonly columns: readonly Column[]
  readonly filters?: readonly unknown[]
  /** Leaves out the rows in which this column is 0 or has no value. */
  readonly only?: string
}

export interface Preset {
  readonly name: string
  readonly title: string
  /**
   * Whose rows there are: of every tenant that the reader may see unless some are named, of those that a reader of
   * several has to name, or of the one in the path.
   */
  readonly tenants: 'every' | 'named' | 'path'
  /** The first list is what an export holds. */
  readonly lists: readonly [List, ...List[]]
}

/** Makes columns whose names are the ids of their metrics. */
export const asNamed = (...metrics: readonly string[]): readonly Column[] =>
  metrics.map((metric) => ({ name: metric, metric }))

/** Makes columns from names and the ids of their metrics. */
export const renamed = (names: Readonly<Record<string, string>>): readonly Column[] =>
  Object.entries(names).map(([name, metric]) => ({ name, metric }))

/** @returns the path of the report, in the notation of OpenAPI */
export const pathOf = ({ name, tenants }: Pick<Preset, 'name' | 'tenants'>): string =>
  `/reports/${name}${tenants === 'path' ? '/{id}' : ''}`
