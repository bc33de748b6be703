import { describe, it } from 'vitest'
import { brokenRecord, testRecord, unreadableRecords } from '../../log/records.fixture.js'
import { testSink } from '../../testing/sink-contract.js'
import { withServer } from '../../testing/with-server.fixture.js'
import { createTestDatabase } from './database.fixture.js'
import { createPostgresStore } from './postgres.js'

withServer('postgres', (server) => {
  testSink(
    { describe, it },
    {
      name: `postgres ${server.version}`,
      once: 'id',
      erases: true,
      expires: true,
      storedText: (text) => text.replaceAll('\0', '\ufffd'),
      refused: [
        ...unreadableRecords,
        brokenRecord('{"id":"a"},{"id":"b"}'),
        brokenRecord('{"id":"a"}\n{"id":"b"}'),
        testRecord({ n: 501, fields: { query_length: 'SENTINEL' } }),
      ],
      async create() {
        const database = await createTestDatabase(server.url)
        return {
          sink: () => createPostgresStore({ ...database, name: 'postgres' }).sink,
          async read() {
            const rows = await database.query('SELECT id, tenant_id, context_page_title AS title FROM events')
            return rows.map(({ id, tenant_id, title }) => ({
              id: String(id),
              tenantId: String(tenant_id),
              pageTitle: title === null ? null : String(title),
            }))
          },
          remove: () => database.remove(),
        }
      },
    },
  )
})
