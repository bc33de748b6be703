/** Opens the store that cases run on, with the records of all of them. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { NewRecord } from '../../log/log.js'
import { createEmbeddedStore } from '../../sinks/embedded/embedded.js'
import { createTestDatabase } from '../../sinks/postgres/database.fixture.js'
import { createPostgresStore } from '../../sinks/postgres/postgres.js'
import type { NamedReportStore } from '../../sinks/report-store.js'
import { testBatch } from '../../testing/sink-contract.js'

export interface StoreOfCases {
  readonly from: NamedReportStore
  /** Stores more records. */
  add(records: readonly NewRecord[]): Promise<void>
  close(): Promise<void>
}

const { signal } = new AbortController()

export async function openEmbedded(records: readonly NewRecord[]): Promise<StoreOfCases> {
  const folder = await mkdtemp(join(tmpdir(), 'hushlog-cases-'))
  const { sink, reports } = createEmbeddedStore({ name: 'embedded', dataDir: folder })
  await sink.open(signal)
  const add = async (more: readonly NewRecord[]) =>
    expect(await sink.write(testBatch(more), signal)).toEqual({ failed: [] })
  await add(records)
  return {
    from: { name: 'embedded', sink: 'embedded', store: reports },
    add,
    async close() {
      await sink.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** @param url the address of a server */
export async function openPostgres(url: string, records: readonly NewRecord[]): Promise<StoreOfCases> {
  const database = await createTestDatabase(url)
  const { sink, reports } = createPostgresStore({ ...database, name: 'postgres' })
  await sink.open(signal)
  const add = async (more: readonly NewRecord[]) =>
    expect(await sink.write(testBatch(more), signal)).toEqual({ failed: [] })
  await add(records)
  return {
    from: { name: 'postgres', sink: 'postgres', store: reports },
    add,
    async close() {
      await sink.close()
      await database.remove()
    },
  }
}
