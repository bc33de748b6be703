import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { testRecord, unreadableRecords } from '../../log/records.fixture.js'
import { testSink } from '../../testing/sink-contract.js'
import { createEmbeddedStore } from './embedded.js'

testSink(
  { describe, it },
  {
    name: 'embedded',
    once: 'id',
    erases: true,
    expires: true,
    refused: [...unreadableRecords, testRecord({ n: 501, fields: { query_length: 'SENTINEL' } })],
    async create() {
      const dataDir = await mkdtemp(join(tmpdir(), 'hushlog-embedded-'))
      let store = createEmbeddedStore({ name: 'embedded', dataDir })
      return {
        sink() {
          store = createEmbeddedStore({ name: 'embedded', dataDir })
          return store.sink
        },
        async read() {
          const rows = await store.reports.rows(
            'SELECT id, tenant_id, context_page_title AS title FROM events',
            [],
          )
          return rows.map(({ id, tenant_id, title }) => ({
            id: String(id),
            tenantId: String(tenant_id),
            pageTitle: title === null ? null : String(title),
          }))
        },
        remove: () => rm(dataDir, { recursive: true }),
      }
    },
  },
)
