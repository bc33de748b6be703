/** Keeps boards in the data folder: a file each, below a folder for each tenant, which only the owner may read. */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isObject } from '@hushlog/base'
import { createMutex } from '../../runtime/concurrency.js'
import { isMissing } from '../../runtime/is-missing.js'
import { replaceFile, syncFolder } from '../../runtime/replace-file.js'
import type { Board } from './board.js'

export interface StoredBoard extends Board {
  readonly updated_at: string
}

/** A board as it is on disk. The tag changes with every save. */
export interface KeptBoard {
  readonly board: StoredBoard
  readonly etag: string
}

/** Says whether a change may replace what is there. */
export type MayReplace = (current: KeptBoard | undefined) => void

export interface BoardFiles {
  read(tenant: string, id: string): Promise<KeptBoard | undefined>
  /** Returns the boards of a tenant by id. A damaged file is left out, and `onDamage` hears of it. */
  list(tenant: string): Promise<readonly KeptBoard[]>
  /**
   * Resolves when the board is on disk.
   *
   * @param require throws when what is there must not be replaced; the tenant's boards do not change meanwhile
   * @returns undefined, and nothing is saved, when the tenant has as many boards as it may
   */
  save(tenant: string, board: StoredBoard, require: MayReplace): Promise<KeptBoard | undefined>
  /** Resolves with whether there was such a board. */
  remove(tenant: string, id: string, require: MayReplace): Promise<boolean>
}

/** The list of a tenant is read as a whole. */
export const MAX_BOARDS = 200

const EXTENSION = '.json'

const isBoard = (value: unknown): value is StoredBoard =>
  isObject(value) &&
  typeof value.id === 'string' &&
  typeof value.title === 'string' &&
  Array.isArray(value.sections)

const keptFrom = (text: string): KeptBoard | undefined => {
  let board: unknown
  try {
    board = JSON.parse(text)
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown
  }
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
  return isBoard(board) ? { board, etag } : undefined
}

/**
 * @param folder is made with the first board
 * @param onDamage hears of a file that holds no board
 */
export function createBoardFiles(folder: string, onDamage: (tenant: string) => void): BoardFiles {
  const mutex = createMutex()
  const folderOf = (tenant: string): string => join(folder, tenant)
  const fileOf = (tenant: string, id: string): string => join(folderOf(tenant), id + EXTENSION)

  const idsOf = async (tenant: string): Promise<readonly string[]> => {
    try {
      const names = await readdir(folderOf(tenant))
      return names
        .filter((name) => name.endsWith(EXTENSION))
        .map((name) => name.slice(0, -EXTENSION.length))
        .sort()
    } catch (thrown) {
      if (isMissing(thrown)) return []
      throw thrown
    }
  }
  const read: BoardFiles['read'] = async (tenant, id) => {
    try {
      const kept = keptFrom(await readFile(fileOf(tenant, id), 'utf8'))
      if (kept === undefined) onDamage(tenant)
      return kept
    } catch (thrown) {
      if (isMissing(thrown)) return undefined
      throw thrown
    }
  }

  return {
    read,
    async list(tenant) {
      const kept: KeptBoard[] = []
      for (const id of await idsOf(tenant)) {
        const one = await read(tenant, id)
        if (one !== undefined) kept.push(one)
      }
      return kept
    },
    save: (tenant, board, require) =>
      mutex.run(async () => {
        require(await read(tenant, board.id))
        const ids = await idsOf(tenant)
        if (!ids.includes(board.id) && ids.length >= MAX_BOARDS) return undefined
        await mkdir(folderOf(tenant), { recursive: true, mode: 0o700 })
        const text = `${JSON.stringify(board, undefined, 2)}\n`
        await replaceFile(fileOf(tenant, board.id), text)
        return keptFrom(text)
      }),
    remove: (tenant, id, require) =>
      mutex.run(async () => {
        require(await read(tenant, id))
        if (!(await idsOf(tenant)).includes(id)) return false
        await rm(fileOf(tenant, id))
        await syncFolder(folderOf(tenant))
        return true
      }),
  }
}
