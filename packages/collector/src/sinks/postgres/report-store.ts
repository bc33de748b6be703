/** Answers reports from PostgreSQL, on connections of its own. */
import type { ReportStore, Row } from '../report-store.js'
import type { Readers } from './connect.js'
import { failureOf, PostgresSinkError, toPostgresError } from './failure.js'

/** An export fetches this many rows at a time. */
const PIECE = 1000

/** Tells a reader that a server out of reach may answer soon. */
function toReaderError(thrown: unknown): Error {
  const failure = failureOf(thrown)
  return failure === 'unavailable' || failure === 'throttled'
    ? new PostgresSinkError('UNAVAILABLE')
    : toPostgresError(thrown)
}

/** @param readers throws while the store is closed */
export function createReportStore(readers: () => Readers, onChange: ReportStore['onChange']): ReportStore {
  return {
    async rows(sql, params, signal) {
      try {
        return await readers().use(async (client) => (await client.query<Row>(sql, [...params])).rows, signal)
      } catch (thrown) {
        throw toReaderError(thrown)
      }
    },
    async *stream(sql, params, signal) {
      signal?.throwIfAborted()
      const { client, release, cancel } = await readers()
        .acquire()
        .catch((thrown: unknown) => {
          throw toReaderError(thrown)
        })
      // A stream that its reader leaves early is in a transaction, so that its connection is not used again.
      let isBroken = true
      signal?.addEventListener('abort', cancel)
      try {
        signal?.throwIfAborted()
        await client.query('BEGIN READ ONLY')
        await client.query(`DECLARE export NO SCROLL CURSOR FOR ${sql}`, [...params])
        for (;;) {
          const { rows } = await client.query<Row>(`FETCH ${PIECE} FROM export`)
          if (rows.length > 0) yield rows
          if (rows.length < PIECE) break
        }
        await client.query('COMMIT')
        isBroken = false
      } catch (thrown) {
        throw toReaderError(thrown)
      } finally {
        signal?.removeEventListener('abort', cancel)
        release(isBroken || signal?.aborted === true)
      }
    },
    onChange,
  }
}
