/** Deletes documents by query. */
import { type Connection, member, responseError } from './connection.js'
import { OpenSearchError } from './failure.js'

export interface DeleteQuery {
  /** Holds patterns of index names. An index that does not exist is no error. */
  readonly indices: readonly string[]
  readonly query: object
}

/**
 * Each round begins with a refresh, so that another one only meets documents that were written during the
 * last.
 */
const MAX_ROUNDS = 20

/**
 * Deletes all documents that match, and repeats while documents change under the query.
 *
 * @returns how many were deleted
 */
export async function deleteByQuery(
  connection: Connection,
  { indices, query }: DeleteQuery,
  signal: AbortSignal,
): Promise<number> {
  const target = `/${indices.join(',')}`
  const options = 'ignore_unavailable=true&allow_no_indices=true'
  let deleted = 0
  for (let round = 0; round < MAX_ROUNDS; round++) {
    // A query does not find documents before a refresh.
    const refresh = await connection.request('POST', `${target}/_refresh?${options}`, { signal })
    if (refresh.status !== 200) throw responseError(refresh)
    const response = await connection.request(
      'POST',
      `${target}/_delete_by_query?conflicts=proceed&refresh=true&${options}`,
      { body: { query }, signal },
    )
    if (response.status !== 200) throw responseError(response)
    const removed = member(response.body, 'deleted')
    const failures = member(response.body, 'failures')
    if (typeof removed !== 'number' || (Array.isArray(failures) && failures.length > 0))
      throw new OpenSearchError('DELETE_FAILED')
    deleted += removed
    if (member(response.body, 'version_conflicts') === 0 && removed === member(response.body, 'total'))
      return deleted
  }
  throw new OpenSearchError('DELETE_CONFLICTS')
}

/** Indices that may have documents of a query; an answer names at most this many. */
const MAX_INDICES = 10_000

/** Returns the names of the indices in which documents match. */
export async function findIndices(
  connection: Connection,
  { indices, query }: DeleteQuery,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const options = 'ignore_unavailable=true&allow_no_indices=true'
  const target = `/${indices.join(',')}`
  // A query does not find documents before a refresh.
  const refresh = await connection.request('POST', `${target}/_refresh?${options}`, { signal })
  if (refresh.status !== 200) throw responseError(refresh)
  const aggs = { indices: { terms: { field: '_index', size: MAX_INDICES } } }
  const response = await connection.request('POST', `${target}/_search?${options}`, {
    body: { size: 0, query, aggs },
    signal,
  })
  if (response.status !== 200) throw responseError(response)
  const buckets = member(response.body, 'aggregations', 'indices', 'buckets')
  return (Array.isArray(buckets) ? buckets : []).map((bucket) => String(member(bucket, 'key')))
}

const terms = (field: string, values: readonly string[]): object => ({ terms: { [field]: values } })

/** Matches a tenant's documents that meet all filters. */
export const ofTenant = (tenantId: string, ...filters: readonly object[]): object => ({
  bool: { filter: [terms('tenant_id', [tenantId]), ...filters] },
})

/** Matches documents in which one of the fields has one of the values. */
export const anyOf = (fields: readonly string[], values: readonly string[]): object => ({
  bool: { should: fields.map((field) => terms(field, values)), minimum_should_match: 1 },
})

/** Matches documents with an earlier time. @param time epoch milliseconds */
export const before = (field: string, time: number): object => ({
  range: { [field]: { lt: new Date(time).toISOString() } },
})
