/**
 * Removes the bytes of deleted documents from the files of indices. A deletion only marks a document; its bytes
 * stay until its segment is merged, and OpenSearch may leave a segment with few deletions alone for ever.
 */
import { SECOND } from '@hushlog/base'
import { sleep, systemClock } from '../../runtime/clock.js'
import { type Connection, member, responseError } from './connection.js'

/**
 * Milliseconds between two merges. A shard keeps deleted documents for copies of it until it has heard that they
 * have them, which it asks every 30 seconds.
 */
const PAUSE = 5 * SECOND
/** So many merges are tried: two minutes, which is four of these rounds. */
const MAX_MERGES = 24

const OPTIONS = 'ignore_unavailable=true&allow_no_indices=true'

/**
 * Merges what holds deleted documents until there are none.
 *
 * @returns false when deleted documents are left: the index does not allow it, or it takes too long
 */
export async function expunge(
  connection: Connection,
  indices: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  const target = `/${indices.join(',')}`
  const post = async (path: string): Promise<void> => {
    const response = await connection.request('POST', `${target}/${path}${OPTIONS}`, { signal })
    if (response.status !== 200) throw responseError(response)
  }
  for (let merges = 0; merges < MAX_MERGES; merges++) {
    if (merges > 0) await sleep(systemClock, PAUSE, signal)
    signal.throwIfAborted()
    await post('_forcemerge?only_expunge_deletes=true&')
    // Files of merged segments are removed when no search uses them any more.
    await post('_refresh?')
    const stats = await connection.request(
      'GET',
      `${target}/_stats/docs?filter_path=_all.total.docs.deleted&${OPTIONS}`,
      { signal },
    )
    if (stats.status !== 200) throw responseError(stats)
    if ((member(stats.body, '_all', 'total', 'docs', 'deleted') ?? 0) === 0) return true
  }
  return false
}
