/** Answers reports from PostgreSQL, on connections of its own. */
import type { ReportStore, Row } from '../report-store.js'
import type { Readers } from './connect.js'
import { faultOf, PostgresSinkError, withoutValues } from './failure.js'

/** Rows that an export fetches at a time. */
const PIECE = 1000

/** What was asked of a server that is out of reach may be asked again soon. */
function toReader(thrown: unknown): Error {
  const fault = faultOf(thrown)
  return fault === 'unavailable' || fault === 'throttled'
    ? new PostgresSinkError('UNAVAILABLE')
    : withoutValues(thrown)
}

/** @param readers throws while the store is closed. */
export function createReportStore(readers: () => Readers, onChange: ReportStore['onChange']): ReportStore {
  return {
    // Nothing is summed up yet: every figure is read from the rows.
    fromRows: async (from, to) => ({ from, to }),
    async rows(sql, params) {
      try {
        return await readers().use(async (client) => (await client.query<Row>(sql, [...params])).rows)
      } catch (thrown) {
        throw toReader(thrown)
      }
    },
    async *stream(sql, params) {
      const loan = await readers()
        .borrow()
        .catch((thrown: unknown) => {
          throw toReader(thrown)
        })
      let broken = true
      try {
        const { client } = loan
        await client.query('BEGIN READ ONLY')
        await client.query(`DECLARE export NO SCROLL CURSOR FOR ${sql}`, [...params])
        for (;;) {
          const { rows } = await client.query<Row>(`FETCH ${PIECE} FROM export`)
          if (rows.length > 0) yield rows
          if (rows.length < PIECE) break
        }
        await client.query('COMMIT')
        broken = false
      } catch (thrown) {
        throw toReader(thrown)
      } finally {
        // One that its reader left is in a transaction: it is not used again.
        loan.giveBack(broken)
      }
    },
    onChange,
  }
}
