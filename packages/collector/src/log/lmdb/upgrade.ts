/**
 * Brings a log of version 1 to version 2, whose chunks are encrypted. Freed pages of the old file hold records
 * that are not, so that everything is copied to a new file, which replaces the old one.
 *
 * A crash leaves one of these, which the next run tells apart by `keys`:
 *  - no `keys`: the copy may be incomplete, and is made anew;
 *  - `keys` beside a copy: the copy is complete, and takes the place of the old file.
 */
import { existsSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '../../runtime/replace-file.js'
import { PLAIN_FORMAT } from './chunk.js'
import { type ChunkKeys, openChunkKeys } from './chunk-keys.js'
import { sealChunk } from './sealed-chunk.js'
import { dataFile, openStore, readSequenceKey, type Store, type Table } from './store.js'

/** Entries that are copied in one transaction. */
const ENTRIES_PER_STEP = 2_000
/** A transaction also ends behind so many bytes. */
const BYTES_PER_STEP = 8 * 1024 ** 2

export type Progress = (done: number, total: number) => void

type Convert = (key: Buffer, value: Buffer) => Buffer

const asItIs: Convert = (_, value) => value

const copyTable = async (from: Table, to: Table, convert: Convert, copied: (entries: number) => void) => {
  let start: Buffer | undefined
  for (let more = true; more; ) {
    let entries = 0
    more = await to.transaction(() => {
      let bytes = 0
      for (const { key, value } of from.getRange(
        start === undefined ? {} : { start, exclusiveStart: true },
      )) {
        if (entries === ENTRIES_PER_STEP || bytes > BYTES_PER_STEP) return true
        const own = Buffer.from(key)
        to.put(own, convert(own, value))
        start = own
        entries++
        bytes += value.length
      }
      return false
    })
    copied(entries)
  }
}

const entriesOf = (table: Table): number => {
  const stats: object = table.getStats()
  return Number(Reflect.get(stats, 'entryCount') ?? 0)
}

const copyStore = async (from: Store, to: Store, keys: ChunkKeys, progress: Progress): Promise<void> => {
  const sealed: Convert = (key, value) =>
    value[0] === PLAIN_FORMAT ? sealChunk(value, readSequenceKey(key), keys.current()) : value
  const tables = [
    [from.meta, to.meta, asItIs],
    [from.readers, to.readers, asItIs],
    [from.chunks, to.chunks, sealed],
    [from.expiry, to.expiry, asItIs],
    [from.ids, to.ids, asItIs],
  ] as const
  const total = tables.reduce((sum, [table]) => sum + entriesOf(table), 0)
  let done = 0
  for (const [source, target, convert] of tables)
    await copyTable(source, target, convert, (entries) => {
      done += entries
      progress(done, total)
    })
}

const syncFile = async (path: string): Promise<void> => {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Does nothing to a log that is encrypted already, or that does not exist.
 *
 * @param dir the folder of the log, which nothing has open
 */
export async function encryptLog(dir: string, progress: Progress): Promise<void> {
  const folder = join(dir, 'upgrade')
  const copy = dataFile(folder)
  if (!existsSync(join(dir, 'keys'))) {
    if (!existsSync(dataFile(dir))) return
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const keys = await openChunkKeys(folder, Date.now)
    const [from, to] = [openStore(dir), openStore(folder)]
    await copyStore(from, to, keys, progress)
    await from.env.close()
    await to.env.close()
    await syncFile(copy)
    await syncFolder(folder)
    await rename(join(folder, 'keys'), join(dir, 'keys'))
    await syncFolder(dir)
  }
  if (existsSync(copy)) await rename(copy, dataFile(dir))
  await rm(folder, { recursive: true, force: true })
  await syncFolder(dir)
}
