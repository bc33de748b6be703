/** The data folder of version 1, what a collector must find in it, and what its stores hold. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dataConfig } from '../fixtures/data-config.mjs'
import { startRefusingTable } from '../fixtures/refusing-table.mjs'
import { type CollectorProcess, prepareCollector } from '../processes/collector-process.js'
import { queryEmbedded, readObjects } from '../stores/read-stores.js'

const CLOCK = new URL('../fixtures/shift-clock.mjs', import.meta.url).href
const DATA = fileURLToPath(new URL('../fixtures/data-v1', import.meta.url))

export type Tenant = 'acme' | 'globex'

interface Figures {
  readonly totals: { readonly events: number }
  /** Queries of the seven days, each with its rows. */
  readonly questions: readonly { readonly ask: object; readonly rows: readonly object[] }[]
}

interface Expected {
  readonly opened_at: string
  readonly tenants: Record<Tenant, { records: number; by_event: Record<string, number>; ids_sha256: string }>
  readonly objects: { readonly records: number; readonly ids_sha256: string }
  readonly figures: Record<Tenant, Figures>
  readonly erasure: { readonly id: string }
  readonly erased_ids: readonly string[]
  readonly replay: { readonly id: string }
  readonly dead_letters: readonly object[]
  readonly known_ids: Record<Tenant, readonly string[]>
  readonly users: Record<Tenant, Record<string, number>>
}

export const expected = JSON.parse(readFileSync(join(DATA, 'expected.json'), 'utf8')) as Expected

/** A collector that has not started, with the old folder as its data. */
export interface OldFolder {
  readonly collector: CollectorProcess
  /** Milliseconds between the clock of the collector and that of this machine. */
  readonly clockOffset: number
  dispose(): Promise<void>
}

export async function prepareOldFolder(): Promise<OldFolder> {
  const clockOffset = Date.parse(expected.opened_at) - Date.now()
  const table = await startRefusingTable()
  const collector = await prepareCollector({
    config: dataConfig(table.url),
    nodeArgs: ['--import', CLOCK],
    env: { HUSHLOG_TEST_CLOCK_OFFSET: String(clockOffset) },
  })
  execFileSync('tar', ['-xzf', join(DATA, 'data.tar.gz'), '-C', collector.folder])
  return {
    collector,
    clockOffset,
    async dispose() {
      await collector.dispose()
      await table.stop()
    },
  }
}

const hashOfIds = (ids: readonly string[]) =>
  createHash('sha256')
    .update([...ids].sort().join('\n'))
    .digest('hex')

/** Reads what both stores hold. The collector must have stopped. */
export async function readStores({ dataDir, exportDir }: CollectorProcess) {
  const rows = await queryEmbedded(dataDir, 'SELECT id, tenant_id, event FROM events')
  const ofTenant = (tenant: Tenant) => {
    const records = rows.filter(({ tenant_id }) => tenant_id === tenant)
    const byEvent: Record<string, number> = {}
    for (const { event } of records) byEvent[String(event)] = (byEvent[String(event)] ?? 0) + 1
    return {
      records: records.length,
      by_event: byEvent,
      ids_sha256: hashOfIds(records.map(({ id }) => String(id))),
    }
  }
  const objects = await readObjects(exportDir)
  return {
    tenants: { acme: ofTenant('acme'), globex: ofTenant('globex') },
    objects: { records: objects.length, ids_sha256: hashOfIds(objects.map(({ id }) => id)) },
  }
}
