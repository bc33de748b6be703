/**
 * The file sink: the S3 layout on disk, gzip JSON lines by hour of the event. An object appears whole or not at
 * all, and its name comes from the range of the log, so that the same batch again replaces it with itself.
 */
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { StoredRecord } from '../../log/log.js'
import type { BatchPolicy, Sink } from '../sink.js'
import { FileSinkError, withoutPath } from './failure.js'
import { byPartition, objectName } from './object.js'

/** Bounds memory: a batch is one roll and is held while it is written. About 50 MB of objects and bytes. */
const MAX_RECORDS = 100_000
const MAX_BYTES = 64 * 1024 * 1024
/** Milliseconds. 64 MB take some 3 s to compress on a slow core. */
const WRITE_LIMIT = 120_000

/** Objects in the making; a leading dot keeps them out of every reader that skips hidden files. */
const UNFINISHED = '.unfinished'

export interface FileOptions {
  readonly name: string
  readonly path: string
  readonly env: string
  readonly rollSeconds: number
  readonly rollBytes: number
}

export function createFileSink(options: FileOptions): Sink {
  const root = resolve(options.path)
  const unfinished = join(root, UNFINISHED)
  /** Folders that are durable themselves; by hour, so it stays small. */
  const durable = new Set<string>()
  let isOpen = false
  const policy: BatchPolicy = {
    records: MAX_RECORDS,
    bytes: Math.min(options.rollBytes, MAX_BYTES),
    linger: options.rollSeconds * 1000,
    timeout: WRITE_LIMIT,
    claim: true,
  }

  async function writeObject(
    partition: string,
    name: string,
    records: readonly StoredRecord[],
    signal: AbortSignal,
  ): Promise<void> {
    const folder = join(root, partition)
    const temporary = join(unfinished, `${partition.replaceAll('/', '_')}_${name}`)
    if (!durable.has(folder)) {
      await makeDurable(root, folder)
      durable.add(folder)
    }
    await pipeline(
      Readable.from(lines(records)),
      createGzip(),
      createWriteStream(temporary, { flush: true }),
      {
        signal,
      },
    )
    await rename(temporary, join(folder, name))
    await syncFolder(folder)
  }

  return {
    name: options.name,
    type: 'file',
    policy,
    async open(signal) {
      signal.throwIfAborted()
      try {
        await mkdir(unfinished, { recursive: true })
        // What a crash left unfinished comes again from the log.
        for (const left of await readdir(unfinished)) await rm(join(unfinished, left), { force: true })
        durable.clear()
        isOpen = true
      } catch (thrown) {
        throw withoutPath(thrown)
      }
    },
    async write(batch, signal) {
      signal.throwIfAborted()
      if (!isOpen) throw new FileSinkError('CLOSED')
      const name = objectName(batch.log, batch.range)
      try {
        await mkdir(unfinished, { recursive: true })
        for (const [partition, records] of byPartition(options.env, batch.records))
          await writeObject(partition, name, records, signal)
      } catch (thrown) {
        // Someone may have removed a folder: the next attempt makes it again.
        durable.clear()
        signal.throwIfAborted()
        throw withoutPath(thrown)
      }
      return { failed: [] }
    },
    async close() {
      isOpen = false
    },
  }
}

/** In pieces of about this many bytes: one write to gzip per record would cost more than the compression. */
const PIECE = 256 * 1024

function* lines(records: readonly StoredRecord[]): Generator<Buffer> {
  const newline = Buffer.from('\n')
  let parts: Uint8Array[] = []
  let size = 0
  for (const { bytes } of records) {
    parts.push(bytes, newline)
    size += bytes.length + 1
    if (size >= PIECE) {
      yield Buffer.concat(parts, size)
      parts = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(parts, size)
}

/** A synced object can still be lost with its folder, so every parent up to the root knows its child on disk. */
async function makeDurable(root: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (let parent = dirname(folder); parent.length >= root.length; parent = dirname(parent)) {
    await syncFolder(parent)
    if (parent === root) return
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
