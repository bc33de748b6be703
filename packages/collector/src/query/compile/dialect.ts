/** Holds what differs between the stores; all other SQL is the same. */
export interface Dialect {
  /** Returns the distinct items of a JSON list, given as text, as a list of texts. */
  items(column: string): string
  /** Expands a list of texts to one row for each item, in a list of selected columns; null stays one row. */
  expand(items: string): string
  /** Returns the member of a JSON object, given as text, under a key as text. */
  member(column: string, key: string): string
  /** Orders texts by their code points. */
  orderText(value: string): string
  /** Returns a list of texts that is in the text as `name:count` pairs joined by commas. */
  pairs(column: string): string
  /** Says that a store reads each column by itself, and nothing of one where it is null; others read whole rows. */
  readonly readsColumns: boolean
  /** Returns the value of the last row, by time and then id, that has one, among the rows of a group. */
  last(value: string): string
}

export const dialects: Readonly<Record<'embedded' | 'postgres', Dialect>> = {
  embedded: {
    items: (column) => `list_distinct(CAST(CAST(${column} AS JSON) AS VARCHAR[]))`,
    expand: (items) => `unnest(CASE WHEN len(${items}) > 0 THEN ${items} ELSE [NULL] END)`,
    member: (column, key) => `json_extract_string(${column}, '$.' || ${quoteKey(key)})`,
    orderText: (value) => value,
    pairs: (column) => `string_split(${column}, ',')`,
    readsColumns: true,
    last: (value) => `arg_max(${value}, row(ts, id)) FILTER (WHERE ${value} IS NOT NULL)`,
  },
  postgres: {
    items: (column) =>
      `ARRAY(SELECT DISTINCT item FROM jsonb_array_elements_text(CAST(${column} AS jsonb)) AS item)`,
    expand: (items) =>
      `unnest(CASE WHEN cardinality(${items}) > 0 THEN ${items} ELSE ARRAY[CAST(NULL AS text)] END)`,
    member: (column, key) => `(CAST(${column} AS jsonb) ->> ${key})`,
    orderText: (value) => `${value} COLLATE "C"`,
    pairs: (column) => `string_to_array(${column}, ',')`,
    readsColumns: false,
    last: (value) => `(array_agg(${value} ORDER BY ts DESC, id DESC) FILTER (WHERE ${value} IS NOT NULL))[1]`,
  },
}

/** Quotes a key as a path of JSON in DuckDB takes it: keys have no quotes, but may have dots. */
const quoteKey = (key: string): string => `'"' || ${key} || '"'`
