/**
 * Rids the file of the bytes of deleted rows. DuckDB only marks rows as deleted, and pages that it frees keep
 * their bytes: the database is copied to a new file, which replaces the old one. A marker file says that this
 * is still due, also after a crash.
 */
import { open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { quoteName, quoteText } from '@hushlog/base'
import type { Connection } from './engine.js'

/** The names of damaged files that were set aside hold this. */
export const DAMAGED = '.damaged-'

const markerOf = (file: string): string => `${file}.copy-due`
const copyOf = (file: string): string => `${file}.copy`

export const markCopyDue = (file: string): Promise<void> =>
  writeFile(markerOf(file), '', { mode: 0o600, flush: true })

export const isCopyDue = (file: string): Promise<boolean> =>
  stat(markerOf(file)).then(
    () => true,
    () => false,
  )

export const unmarkCopyDue = (file: string): Promise<void> => rm(markerOf(file), { force: true })

/**
 * Removes damaged files that were set aside when the store was rebuilt: nobody can say whose rows they hold.
 */
export async function removeSetAside(file: string): Promise<void> {
  for (const name of await readdir(dirname(file)))
    if (name.startsWith(basename(file)) && name.includes(DAMAGED))
      await rm(join(dirname(file), name), { force: true })
}

/** Removes a copy that a crash left unfinished. */
export async function removeUnfinishedCopy(file: string): Promise<void> {
  for (const left of [copyOf(file), `${copyOf(file)}.wal`]) await rm(left, { force: true })
}

/** Makes the copy. The database stays open, and readable, meanwhile. */
export async function copyDatabase(connection: Connection, file: string): Promise<void> {
  await removeUnfinishedCopy(file)
  const current = await connection.cells('SELECT current_database()')
  const name = String(current[0]?.[0])
  await connection.run('CHECKPOINT')
  await connection.run(`ATTACH ${quoteText(copyOf(file))} AS copied`)
  try {
    await connection.run(`COPY FROM DATABASE ${quoteName(name)} TO copied`)
    await connection.run('CHECKPOINT copied')
  } finally {
    await connection.run('DETACH copied')
  }
}

/** Replaces the file by its copy. The database must be closed, with nothing left in its write-ahead log. */
export async function replaceByCopy(file: string): Promise<void> {
  await rm(`${file}.wal`, { force: true })
  await rename(copyOf(file), file)
  const folder = await open(dirname(file), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
