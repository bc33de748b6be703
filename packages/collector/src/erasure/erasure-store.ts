/**
 * Erasures on disk, one file each, replaced whole: a request is durable when `save` resolves, and a crash leaves
 * the last state that was saved.
 */
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Erasure } from './erasure.js'

export interface ErasureStore {
  save(erasure: Erasure): Promise<void>
  read(id: string): Promise<Erasure | undefined>
  /** Newest first. */
  ids(): Promise<readonly string[]>
}

/** A ULID: also what keeps a request's id from leaving the folder. */
export const ERASURE_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'

const isErasure = (value: unknown): value is Erasure =>
  typeof value === 'object' && value !== null && 'id' in value && 'selector' in value && 'parts' in value

export function createErasureStore(folder: string): ErasureStore {
  const fileOf = (id: string): string => join(folder, `${id}.json`)

  return {
    async save(erasure) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const temporary = `${fileOf(erasure.id)}.new`
      const file = await open(temporary, 'w', 0o600)
      try {
        await file.writeFile(`${JSON.stringify(erasure)}\n`)
        await file.sync()
      } catch (thrown) {
        await rm(temporary, { force: true })
        throw thrown
      } finally {
        await file.close()
      }
      await rename(temporary, fileOf(erasure.id))
      const inFolder = await open(folder, 'r')
      try {
        await inFolder.sync()
      } finally {
        await inFolder.close()
      }
    },
    async read(id) {
      if (!ERASURE_ID.test(id)) return undefined
      try {
        const parsed: unknown = JSON.parse(await readFile(fileOf(id), 'utf8'))
        return isErasure(parsed) ? parsed : undefined
      } catch (thrown) {
        if (isMissing(thrown)) return undefined
        // A parser's message would quote the file.
        throw thrown instanceof SyntaxError ? new Error(`the erasure in ${fileOf(id)} is damaged`) : thrown
      }
    },
    async ids() {
      const names = await readdir(folder).catch((thrown: unknown) => {
        if (isMissing(thrown)) return []
        throw thrown
      })
      const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5))
      return ids
        .filter((id) => ERASURE_ID.test(id))
        .sort()
        .reverse()
    },
  }
}
