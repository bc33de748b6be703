/**
 * A file of lines that is appended to, and rewritten without some of its lines. Each change is on disk when
 * it resolves.
 */

import { createReadStream } from 'node:fs'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isMissing } from '../runtime/is-missing.js'
import { PRIVATE_FILE } from '../runtime/private-files.js'
import { INCOMPLETE, syncFolder } from '../runtime/replace-file.js'

const NEWLINE = 10

/**
 * Reads the lines of a file that are not empty; none when there is no file. Node's readline does not do: it
 * also splits at U+2028, which JSON leaves in its strings.
 */
export async function* readLines(file: string): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0)
  try {
    for await (const chunk of createReadStream(file)) {
      rest = Buffer.concat([rest, Buffer.from(chunk)])
      let from = 0
      for (let at = rest.indexOf(NEWLINE); at !== -1; at = rest.indexOf(NEWLINE, from)) {
        if (at > from) yield rest.toString('utf8', from, at)
        from = at + 1
      }
      rest = rest.subarray(from)
    }
    if (rest.length > 0) yield rest.toString('utf8')
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown
  }
}

/** Appends lines, on a line of their own when a crash has cut the last one off. The folder must exist. */
export async function appendLines(file: string, lines: readonly string[]): Promise<void> {
  const text = lines.map((line) => `${line}\n`).join('')
  const target = await open(file, 'a+', PRIVATE_FILE)
  try {
    await target.appendFile((await endsWithNewline(target)) ? text : `\n${text}`)
    await target.sync()
  } finally {
    await target.close()
  }
}

async function endsWithNewline(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat()
  if (size === 0) return true
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] === NEWLINE
}

/**
 * Removes lines from a file, all of them or, after a crash, none. A file without lines is removed.
 *
 * @returns how many lines were removed
 */
export async function removeLines(file: string, isRemoved: (line: string) => boolean): Promise<number> {
  const incomplete = `${file}${INCOMPLETE}`
  // What a crash left of an earlier removal holds lines too.
  await rm(incomplete, { force: true })
  if (!(await exists(file))) return 0
  let removed = 0
  let left = 0
  const target = await open(incomplete, 'w', 0o600)
  try {
    for await (const line of readLines(file)) {
      if (isRemoved(line)) removed++
      else {
        left++
        await target.write(`${line}\n`)
      }
    }
    await target.sync()
  } finally {
    await target.close()
  }
  if (removed > 0 && left > 0) await rename(incomplete, file)
  else await rm(incomplete)
  if (removed > 0 && left === 0) await rm(file, { force: true })
  if (removed > 0) await syncFolder(dirname(file))
  return removed
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (thrown) {
    if (isMissing(thrown)) return false
    throw thrown
  }
}
