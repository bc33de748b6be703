/**
 * Keeps the keys that chunks are encrypted with: a small file each, in the folder `keys` beside the store. The
 * store's own pages keep what was in them long after it was removed; without its key nothing of it can be read,
 * so that removing a file of 33 bytes erases any number of pages.
 *
 * Keys are numbered, and a chunk names the key that it was encrypted with. A key is on disk before anything is
 * encrypted with it.
 */
import { randomBytes, randomInt } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { INCOMPLETE, replaceFile, syncFolder } from '../../runtime/replace-file.js'

/** Bytes of a key of AES-128. */
const KEY_BYTES = 16
/** Numbers have 32 bits; this leaves room for a key a second for a century. */
const MAX_FIRST = 2 ** 30
const EXTENSION = '.key'
const FILE = /^(\d{1,10})\.key$/
const CONTENT = /^[0-9a-f]{32}\n$/

export interface ChunkKey {
  readonly number: number
  readonly bytes: Buffer
}

export interface ChunkKeys {
  /** Returns the key that new chunks are encrypted with. */
  current(): ChunkKey
  /** Returns undefined for a key that was removed, or whose file is damaged. */
  get(number: number): Buffer | undefined
  /** Counts the keys that are kept. */
  count(): number
  /** Returns when the current key was made, in milliseconds since the epoch. */
  madeAt(): number
  /** Makes a new key, which is the current one from the moment on at which this resolves. */
  renew(): Promise<void>
  /** Removes keys for good whose number is less. */
  removeBefore(number: number): Promise<void>
}

/**
 * @param dir the folder of the log, which must exist
 * @param now returns milliseconds since the epoch
 */
export async function openChunkKeys(dir: string, now: () => number): Promise<ChunkKeys> {
  const folder = join(dir, 'keys')
  const keys = new Map<number, Buffer>()
  const fileOf = (number: number): string => join(folder, `${number}${EXTENSION}`)
  let newest = 0
  let madeAt = 0

  async function read(): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await syncFolder(dir)
    for (const name of await readdir(folder)) {
      // A crash left it before anything was encrypted with it.
      if (name.endsWith(INCOMPLETE)) await rm(join(folder, name), { force: true })
      const number = Number(FILE.exec(name)?.[1] ?? 0)
      if (number === 0) continue
      newest = Math.max(newest, number)
      const content = await readFile(join(folder, name), 'latin1')
      if (CONTENT.test(content)) keys.set(number, Buffer.from(content.trim(), 'hex'))
    }
    if (keys.has(newest)) madeAt = (await stat(fileOf(newest))).mtimeMs
    else await renew()
  }

  async function renew(): Promise<void> {
    const bytes = randomBytes(KEY_BYTES)
    // Keys that were lost are not taken for new ones of the same number.
    const number = newest === 0 ? randomInt(1, MAX_FIRST) : newest + 1
    await replaceFile(fileOf(number), `${bytes.toString('hex')}\n`)
    keys.set(number, bytes)
    newest = number
    madeAt = now()
  }

  await read()
  return {
    current() {
      const bytes = keys.get(newest)
      if (bytes === undefined) throw new Error('the log has no key')
      return { number: newest, bytes }
    },
    get: (number) => keys.get(number),
    count: () => keys.size,
    madeAt: () => madeAt,
    renew,
    async removeBefore(limit) {
      const old = (await readdir(folder)).filter((name) => Number(FILE.exec(name)?.[1] ?? limit) < limit)
      for (const name of old) {
        await rm(join(folder, name), { force: true })
        keys.delete(Number(FILE.exec(name)?.[1]))
      }
      if (old.length > 0) await syncFolder(folder)
    },
  }
}
