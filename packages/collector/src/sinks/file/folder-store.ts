/**
 * Keeps objects in a folder. Each is written to a temporary file, flushed and renamed; the folders above it
 * are flushed too.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { errorCode } from '@hushlog/base'
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../../runtime/private-files.js'
import { syncFolder } from '../../runtime/replace-file.js'
import type { ObjectBody, ObjectStore, ObjectVersion } from '../objects/object-store.js'
import { toFileError } from './failure.js'

/** Holds unfinished objects. The leading dot keeps it out of readers that skip hidden files. */
const UNFINISHED = '.unfinished'

export function createFolderStore(path: string): ObjectStore {
  const root = resolve(path)
  const unfinished = join(root, UNFINISHED)
  /**
   * Holds the folders that are on disk with all their parents. There is one per hour, so that it stays small.
   */
  const durable = new Set<string>()

  /** Flushes every parent up to the root: a flushed object can still be lost with its folder. */
  async function makeDurable(folder: string): Promise<void> {
    if (durable.has(folder)) return
    await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER })
    for (let parent = folder; parent !== root; ) {
      parent = dirname(parent)
      await syncFolder(parent)
    }
    durable.add(folder)
  }

  async function put(key: string, body: ObjectBody, signal: AbortSignal): Promise<void> {
    const target = join(root, key)
    const temporary = join(unfinished, key.replaceAll('/', '_'))
    try {
      await mkdir(unfinished, { recursive: true, mode: PRIVATE_FOLDER })
      await makeDurable(dirname(target))
      await pipeline(body, createWriteStream(temporary, { flush: true, mode: PRIVATE_FILE }), { signal })
      await rename(temporary, target)
      await syncFolder(dirname(target))
    } catch (thrown) {
      // Someone may have removed a folder; the next attempt makes it again.
      durable.clear()
      // A later erasure would not find what it holds. If this fails too, the next open removes it.
      await rm(temporary, { force: true }).catch(() => undefined)
      throw toFileError(thrown)
    }
  }

  async function* listFolder(folder: string): AsyncGenerator<ObjectVersion> {
    for (const item of (await readdir(folder, { withFileTypes: true })).sort(byName)) {
      const full = join(folder, item.name)
      if (item.isDirectory()) yield* listFolder(full)
      else if (item.isFile()) {
        const { mtimeMs } = await stat(full)
        yield { key: relative(root, full).replaceAll(sep, '/'), isCurrent: true, modified: mtimeMs }
      }
    }
  }

  return {
    async open(signal) {
      await mkdir(unfinished, { recursive: true, mode: PRIVATE_FOLDER })
      // The log still holds what a crash left unfinished.
      for (const left of await readdir(unfinished)) {
        signal.throwIfAborted()
        await rm(join(unfinished, left), { force: true })
      }
      durable.clear()
    },
    put,
    async *list(prefix) {
      const folder = join(root, prefix)
      try {
        yield* listFolder(folder)
      } catch (thrown) {
        // Nothing was written yet.
        if (!isFolderMissing(thrown, folder)) throw thrown
      }
    },
    get: async ({ key }) => createReadStream(join(root, key)),
    replace: ({ key }, body, signal) => put(key, body, signal),
    async remove({ key }) {
      const target = join(root, key)
      await rm(target, { force: true })
      await syncFolder(dirname(target))
    },
    close: async () => undefined,
  }
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1)

const isFolderMissing = (thrown: unknown, folder: string): boolean =>
  thrown instanceof Error &&
  errorCode(thrown) === 'ENOENT' &&
  'path' in thrown &&
  basename(String(thrown.path)) === basename(folder)
