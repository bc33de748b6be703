/** Removes documents by query, all of them: again while documents changed under the query. */
import { type Connection, member, refusal } from './connection.js'
import { OpenSearchError } from './failure.js'

export interface DeleteQuery {
  /** Patterns; indices that do not exist are no error. */
  readonly indices: readonly string[]
  readonly query: object
}

/** Each round begins with a refresh, so another one only meets documents that were written during the last. */
const ROUNDS = 20

export async function deleteByQuery(
  connection: Connection,
  { indices, query }: DeleteQuery,
  signal: AbortSignal,
): Promise<number> {
  const target = `/${indices.join(',')}`
  const where = 'ignore_unavailable=true&allow_no_indices=true'
  let deleted = 0
  for (let round = 0; round < ROUNDS; round++) {
    // What is not refreshed is not found, and would stay.
    const refreshed = await connection.request('POST', `${target}/_refresh?${where}`, { signal })
    if (refreshed.status !== 200) throw refusal(refreshed)
    const answer = await connection.request(
      'POST',
      `${target}/_delete_by_query?conflicts=proceed&refresh=true&${where}`,
      { body: { query }, signal },
    )
    if (answer.status !== 200) throw refusal(answer)
    const removed = member(answer.body, 'deleted')
    const failures = member(answer.body, 'failures')
    if (typeof removed !== 'number' || (Array.isArray(failures) && failures.length > 0))
      throw new OpenSearchError('DELETE_FAILED')
    deleted += removed
    if (member(answer.body, 'version_conflicts') === 0 && removed === member(answer.body, 'total'))
      return deleted
  }
  throw new OpenSearchError('DELETE_CONFLICTS')
}

const keywords = (field: string, values: readonly string[]): object => ({ terms: { [field]: values } })

export const ofTenant = (tenantId: string, ...filters: readonly object[]): object => ({
  bool: { filter: [keywords('tenant_id', [tenantId]), ...filters] },
})

/** Documents in which one of the fields has one of the values. */
export const anyOf = (fields: readonly string[], values: readonly string[]): object => ({
  bool: { should: fields.map((field) => keywords(field, values)), minimum_should_match: 1 },
})

export const before = (field: string, time: number): object => ({
  range: { [field]: { lt: new Date(time).toISOString() } },
})
