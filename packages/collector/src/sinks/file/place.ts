/** A folder as the place of objects. Each is written beside them and renamed, on disk with all its parents. */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ObjectBody, ObjectEntry, ObjectPlace } from '../objects/place.js'
import { withoutPath } from './failure.js'

/** Objects in the making; a leading dot keeps them out of every reader that skips hidden files. */
const UNFINISHED = '.unfinished'

export function createFilePlace(path: string): ObjectPlace {
  const root = resolve(path)
  const unfinished = join(root, UNFINISHED)
  /** Folders that are durable themselves; by hour, so it stays small. */
  const durable = new Set<string>()

  /** A synced object can still be lost with its folder, so every parent up to the root knows its child on disk. */
  async function makeDurable(folder: string): Promise<void> {
    if (durable.has(folder)) return
    await mkdir(folder, { recursive: true })
    for (let parent = folder; parent !== root; ) {
      parent = dirname(parent)
      await syncFolder(parent)
    }
    durable.add(folder)
  }

  async function write(key: string, body: ObjectBody, signal: AbortSignal): Promise<void> {
    const target = join(root, key)
    const temporary = join(unfinished, key.replaceAll('/', '_'))
    try {
      await mkdir(unfinished, { recursive: true })
      await makeDurable(dirname(target))
      await pipeline(body, createWriteStream(temporary, { flush: true }), { signal })
      await rename(temporary, target)
      await syncFolder(dirname(target))
    } catch (thrown) {
      // Someone may have removed a folder: the next attempt makes it again.
      durable.clear()
      throw withoutPath(thrown)
    }
  }

  async function* listFolder(folder: string): AsyncGenerator<ObjectEntry> {
    for (const item of (await readdir(folder, { withFileTypes: true })).sort(byName)) {
      const full = join(folder, item.name)
      if (item.isDirectory()) yield* listFolder(full)
      else if (item.isFile()) {
        const { mtimeMs } = await stat(full)
        yield { key: relative(root, full).replaceAll(sep, '/'), current: true, modified: mtimeMs }
      }
    }
  }

  return {
    async open(signal) {
      await mkdir(unfinished, { recursive: true })
      // What a crash left unfinished comes again.
      for (const left of await readdir(unfinished)) {
        signal.throwIfAborted()
        await rm(join(unfinished, left), { force: true })
      }
      durable.clear()
    },
    write,
    async *list(prefix) {
      const folder = join(root, prefix)
      try {
        yield* listFolder(folder)
      } catch (thrown) {
        // Nothing has been written yet.
        if (!isMissing(thrown, folder)) throw thrown
      }
    },
    read: async ({ key }) => createReadStream(join(root, key)),
    replace: ({ key }, body, signal) => write(key, body, signal),
    async remove({ key }) {
      const target = join(root, key)
      await rm(target, { force: true })
      await syncFolder(dirname(target))
    },
    close: async () => undefined,
  }
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1)

const isMissing = (thrown: unknown, folder: string): boolean =>
  thrown instanceof Error &&
  'code' in thrown &&
  thrown.code === 'ENOENT' &&
  'path' in thrown &&
  basename(String(thrown.path)) === basename(folder)

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
