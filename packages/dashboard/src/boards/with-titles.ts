import type { QueryAnswer } from '../api/query.js'

/** Names the columns of an answer as a chart wants them named. */
export function withTitles(
  answer: QueryAnswer,
  titles: Readonly<Record<string, string>> | undefined,
): QueryAnswer {
  if (titles === undefined) return answer
  const columns = answer.columns.map((column) => ({ ...column, title: titles[column.id] ?? column.title }))
  return { ...answer, columns }
}
