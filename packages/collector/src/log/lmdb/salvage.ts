/**
 * Saves what can be read of a damaged log in a new file. The damaged one is set aside. Chunks are also looked
 * for outside the trees, since the path to them may be what is damaged: their tag says that they are whole.
 */
import { existsSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '../../runtime/replace-file.js'
import type { LogRange } from '../log.js'
import { openChunkKeys } from './chunk-keys.js'
import { openPageFile, type PageFile, tablesOf } from './page-file.js'
import { DamagedChunkError, openChunk, readSealedHeader } from './sealed-chunk.js'
import { readOrCreateId, readState, writeState } from './state.js'
import {
  dataFile,
  openStore,
  readSequenceKey,
  SEQUENCE_BYTES,
  type Store,
  sequenceKey,
  type Table,
} from './store.js'

/** Entries that are written in one transaction. */
const ENTRIES_PER_STEP = 2_000

export interface Salvaged {
  /** Names the file that was damaged, as it was set aside. */
  readonly setAside: string
  /** Counts the records that no sink has to lose. */
  readonly records: number
  /** Holds sequence numbers of records that are lost to sinks that had not stored them. */
  readonly lost: readonly LogRange[]
  /** Says whether the cursors could be read: without them sinks get again what the log still has. */
  readonly hasReaders: boolean
  /** Says whether every remembered id could be read: an event that comes again may be stored again otherwise. */
  readonly hasAllIds: boolean
}

interface Source {
  readonly file: PageFile
  readonly tables: ReadonlyMap<string, number | undefined>
}

const put = async (table: Table, entries: Iterable<readonly [Buffer, Buffer]>): Promise<number> => {
  let count = 0
  let part: (readonly [Buffer, Buffer])[] = []
  const write = () =>
    table.transaction(() => {
      for (const [key, value] of part) table.put(key, value)
    })
  for (const [key, value] of entries) {
    part.push([Buffer.from(key), Buffer.from(value)])
    count++
    if (part.length < ENTRIES_PER_STEP) continue
    await write()
    part = []
  }
  await write()
  return count
}

/** Reads a table as far as it can be read. @returns whether all of it could be */
const copyTable = async ({ file, tables }: Source, name: string, to: Table): Promise<boolean> => {
  const before = file.damaged.size
  const readable = function* (): Generator<readonly [Buffer, Buffer]> {
    for (const { key, value } of file.entries(tables.get(name), true))
      if (value !== undefined) yield [key, value]
  }
  await put(to, readable())
  return tables.has(name) && file.damaged.size === before
}

const copyChunks = async (
  { file, tables }: Source,
  store: Store,
  oldest: number,
  keyOf: (number: number) => Buffer | undefined,
): Promise<void> => {
  const isWhole = (key: Buffer, value: Buffer | undefined): value is Buffer => {
    if (value === undefined || key.length !== SEQUENCE_BYTES) return false
    try {
      openChunk(value, readSequenceKey(key), keyOf)
      return readSequenceKey(key) >= oldest
    } catch (thrown) {
      if (thrown instanceof DamagedChunkError) return false
      throw thrown
    }
  }
  const found = function* (): Generator<readonly [Buffer, Buffer]> {
    for (const { key, value } of file.entries(tables.get('chunks'), true))
      if (isWhole(key, value)) yield [key, value]
    for (const { key, value } of file.leaves())
      if (value?.[0] === 2 && isWhole(key, value)) yield [key, value]
  }
  await put(store.chunks, found())
}

/** Makes the figures of the log fit the chunks that are there. */
const repairState = (store: Store, hasState: boolean): { records: number; lost: LogRange[] } => {
  const before = readState(store)
  const lost: LogRange[] = []
  let expected = hasState ? before.oldest : 0
  let records = 0
  let bytes = 0
  for (const { key, value } of store.chunks.getRange({ start: sequenceKey(0) })) {
    const first = readSequenceKey(key)
    const header = readSealedHeader(value)
    if (expected > 0 && first > expected) lost.push({ from: expected, to: first - 1 })
    expected = first + header.count
    records += header.count
    bytes += header.bytes
  }
  if (hasState && expected <= before.head) lost.push({ from: expected, to: before.head })
  const head = Math.max(before.head, expected - 1)
  let oldest = head + 1
  for (const key of store.chunks.getKeys({ limit: 1 })) oldest = readSequenceKey(key)
  store.meta.transactionSync(() => writeState(store, { head, oldest, bytes }))
  return { records, lost }
}

const replace = async (dir: string, folder: string, now: number): Promise<string> => {
  const written = await open(dataFile(folder), 'r')
  await written.sync()
  await written.close()
  const setAside = `${dataFile(dir)}.damaged-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`
  await rename(dataFile(dir), setAside)
  await rename(dataFile(folder), dataFile(dir))
  await rm(join(dir, 'lock.mdb'), { force: true })
  await rm(folder, { recursive: true })
  await syncFolder(dir)
  return setAside
}

/**
 * @param dir the folder of the log, which nothing has open
 * @param now milliseconds since the epoch
 * @returns undefined when there is no log
 */
export async function salvageLog(dir: string, now: number): Promise<Salvaged | undefined> {
  if (!existsSync(dataFile(dir))) return undefined
  const keys = await openChunkKeys(dir, () => now)
  const folder = join(dir, 'rebuild')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = openPageFile(dataFile(dir))
  const store = openStore(folder)
  try {
    const [meta] = file.metas
    const source = { file, tables: meta === undefined ? new Map() : tablesOf(file, meta) }
    const hasState = await copyTable(source, 'meta', store.meta)
    // Sequence numbers must never be used again under the same id: they name objects.
    if (!hasState) await store.meta.clearAsync()
    readOrCreateId(store)
    const hasReaders = hasState && (await copyTable(source, 'readers', store.readers))
    if (!hasReaders) await store.readers.clearAsync()
    await copyChunks(source, store, hasState ? readState(store).oldest : 0, keys.get)
    const idTables = [
      ['id-runs', store.ids],
      ['id-run-expiry', store.expiry],
      ['id-blocks', store.blocks],
      ['id-block-days', store.days],
    ] as const
    let hasAllIds = hasState
    // Blocks are ordered by a secret that is among the figures.
    for (const [name, table] of hasState ? idTables : idTables.slice(0, 2))
      hasAllIds = (await copyTable(source, name, table)) && hasAllIds
    const { records, lost } = repairState(store, hasState)
    await store.env.close()
    return { setAside: await replace(dir, folder, now), records, lost, hasReaders, hasAllIds }
  } finally {
    file.close()
  }
}
