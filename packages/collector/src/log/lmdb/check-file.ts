/**
 * Checks the file of a store before it is mapped. A file that is shorter than it says, as after an interrupted
 * copy, would kill the process without a word when a missing page is read.
 */
import { existsSync, statSync } from 'node:fs'
import { openPageFile, type PageFile, tablesOf } from './page-file.js'

/** Entries of trees that are looked at in a file of the right size, which takes a tenth of a second. */
const MAX_ENTRIES = 100_000

/** The file of the log is damaged. The message names it and says what helps. */
export class DamagedLogError extends Error {
  override readonly name = 'DamagedLogError'
  readonly code = 'LOG_DAMAGED'
  constructor(file: string, what: string) {
    super(
      `${file} is damaged: ${what}. "hushlog rebuild log" sets the file aside and keeps what can be read; ` +
        'a backup of the whole data folder is better, if there is one.',
    )
  }
}

/** Goes through the trees until a page is damaged, or enough is seen. */
const findDamaged = (file: PageFile, limit: number): number | undefined => {
  const [meta] = file.metas
  if (meta === undefined) return undefined
  let seen = 0
  for (const root of [meta.free, meta.main, ...tablesOf(file, meta).values()])
    for (const _ of file.entries(root, false)) {
      if (file.damaged.size > 0 || seen++ > limit) return [...file.damaged][0]
    }
  return [...file.damaged][0]
}

/** @throws DamagedLogError */
export const checkStoreFile = (path: string): void => {
  // LMDB makes a missing file, and takes an empty one for a new one.
  if (!existsSync(path) || statSync(path).size === 0) return
  const file = openPageFile(path)
  try {
    const [meta] = file.metas
    if (meta === undefined || file.metas.length < 2)
      throw new DamagedLogError(path, 'its head cannot be read')
    const isShort = file.pages < meta.lastPage + 1
    // Pages at the end that are free may never have been written.
    const page = findDamaged(file, isShort ? Number.POSITIVE_INFINITY : MAX_ENTRIES)
    if (page !== undefined)
      throw new DamagedLogError(
        path,
        isShort ? 'it is shorter than it says' : `its page ${page} cannot be read`,
      )
  } finally {
    file.close()
  }
}
