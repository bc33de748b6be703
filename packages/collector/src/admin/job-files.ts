/**
 * Stores jobs (erasures and replays) on disk, one file each. A job is durable when `save` resolves, and a
 * crash leaves the state that was saved last.
 */

import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeTime } from 'ulid'
import { createMutex } from '../runtime/concurrency.js'
import { isMissing } from '../runtime/is-missing.js'
import { INCOMPLETE, replaceFile, syncFolder } from '../runtime/replace-file.js'

export interface JobFiles<Job> {
  /** Saves are made in the order of the calls, so that the one called last is what is on disk. */
  save(job: Job): Promise<void>
  /** Returns a job as it is on disk; undefined for an id that is unknown or is no ULID. */
  read(id: string): Promise<Job | undefined>
  /** Reads all jobs one by one, newest first. */
  readAll(): AsyncGenerator<Job>
  /** Removes what a crash left of files that were never complete. */
  removeIncomplete(): Promise<void>
  /**
   * Removes jobs that were requested before a time and are finished.
   *
   * @param before milliseconds since the epoch
   * @returns how many were removed
   */
  prune(before: number, isFinished: (job: Job) => boolean): Promise<number>
  /** Resolves when the saves called before have ended. */
  flush(): Promise<void>
}

/** A ULID. The check also prevents that the id of a request leads out of the folder. */
const ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
const EXTENSION = '.json'

export function createJobFiles<Job extends { readonly id: string }>(
  folder: string,
  isJob: (value: unknown) => value is Job,
): JobFiles<Job> {
  const mutex = createMutex()
  const fileOf = (id: string): string => join(folder, `${id}${EXTENSION}`)

  const readNames = () =>
    readdir(folder).catch((thrown: unknown) => {
      if (isMissing(thrown)) return []
      throw thrown
    })

  async function read(id: string): Promise<Job | undefined> {
    if (!ID.test(id)) return undefined
    try {
      const parsed: unknown = JSON.parse(await readFile(fileOf(id), 'utf8'))
      return isJob(parsed) ? parsed : undefined
    } catch (thrown) {
      if (isMissing(thrown)) return undefined
      // A parser's message would quote the file.
      throw thrown instanceof SyntaxError ? new Error(`${fileOf(id)} is damaged`) : thrown
    }
  }

  async function* readAll(): AsyncGenerator<Job> {
    const ids = (await readNames())
      .filter((name) => name.endsWith(EXTENSION))
      .map((name) => name.slice(0, -EXTENSION.length))
    for (const id of ids.sort().reverse()) {
      const job = await read(id)
      if (job !== undefined) yield job
    }
  }

  return {
    save: (job) =>
      mutex.run(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await replaceFile(fileOf(job.id), `${JSON.stringify(job)}\n`)
      }),
    read,
    readAll,
    async removeIncomplete() {
      for (const name of await readNames())
        if (name.endsWith(`${EXTENSION}${INCOMPLETE}`)) await rm(join(folder, name), { force: true })
    },
    async prune(before, isFinished) {
      let removed = 0
      for await (const job of readAll()) {
        if (decodeTime(job.id) >= before || !isFinished(job)) continue
        await rm(fileOf(job.id))
        removed++
      }
      if (removed > 0) await syncFolder(folder)
      return removed
    },
    flush: () => mutex.run(async () => undefined),
  }
}
