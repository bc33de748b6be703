/**
 * Writes files so that a crash leaves either what was there before or what was written, never a part of it.
 */
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Files that a crash left incomplete end in this. */
export const INCOMPLETE = '.new'

/**
 * Resolves when the file is on disk under its name. The folder must exist; the file is readable by its owner
 * only.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const incomplete = `${path}${INCOMPLETE}`
  const file = await open(incomplete, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } catch (thrown) {
    await rm(incomplete, { force: true })
    throw thrown
  } finally {
    await file.close()
  }
  await rename(incomplete, path)
  await syncFolder(dirname(path))
}

/** Resolves when the names of a folder's files are on disk: after a rename or a removal. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
