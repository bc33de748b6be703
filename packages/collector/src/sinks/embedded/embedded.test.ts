import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, it } from 'vitest'
import { testRecord, unreadableRecords } from '../../log/records.fixture.js'
import { testSink } from '../../testing/sink-contract.js'
import { createEmbeddedStore } from './embedded.js'
import { openEngineHere } from './engine.js'
import { openEngineProcess } from './engine-process.js'

/** The built program of the engine. */
const HOST = fileURLToPath(new URL('../../../dist/engine.js', import.meta.url))

const engines = [
  { name: 'embedded', openEngine: openEngineHere },
  { name: 'embedded, with its engine in a process of its own', openEngine: openEngineProcess(HOST) },
]

for (const { name, openEngine } of engines)
  testSink(
    { describe, it },
    {
      name,
      once: 'id',
      erases: true,
      expires: true,
      refused: [...unreadableRecords, testRecord({ n: 501, fields: { query_length: 'SENTINEL' } })],
      async create() {
        const dataDir = await mkdtemp(join(tmpdir(), 'hushlog-embedded-'))
        let store = createEmbeddedStore({ name: 'embedded', dataDir, openEngine })
        return {
          sink() {
            store = createEmbeddedStore({ name: 'embedded', dataDir, openEngine })
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
