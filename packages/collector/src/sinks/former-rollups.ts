/**
 * Names what versions up to 0.1 stored beside the events: sums by hour, which reports read. Figures are read from
 * the rows now, so that a store of such a version loses them when it opens.
 */
export const formerRollups: readonly string[] = [
  'rollup_counts',
  'rollup_sessions',
  'rollup_answers',
  'rollup_times',
  'rollup_visits',
  'rollup_topics',
  'rollup_privacy',
  'rollup_drops',
  'rollup_runs',
  'rollup_hours',
  'rollup_made_by',
]

/** The types of the parameters of the functions that read them; DuckDB calls them macros. */
export const formerFunctions: Readonly<Record<string, string>> = {
  session_key: 'text',
  is_one_of: 'text, text',
}
