/**
 * What was asked for and takes its time (erasures, replays), on disk, one file each, replaced whole: it is durable
 * when `save` resolves, and a crash leaves the last state that was saved.
 */
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeTime } from 'ulid'

export interface JobFiles<Job> {
  save(job: Job): Promise<void>
  read(id: string): Promise<Job | undefined>
  /** Newest first. */
  ids(): Promise<readonly string[]>
  /** What a crash left of files that were never whole. */
  removeUnfinished(): Promise<void>
  /** Removes those that were asked for before, in epoch milliseconds, if `isOver`. Resolves with how many. */
  prune(before: number, isOver: (job: Job) => boolean): Promise<number>
}

/** A ULID: also what keeps a request's id from leaving the folder. */
const ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
const UNFINISHED = '.json.new'

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'

export function createJobFiles<Job extends { readonly id: string }>(
  folder: string,
  isJob: (value: unknown) => value is Job,
): JobFiles<Job> {
  const fileOf = (id: string): string => join(folder, `${id}.json`)

  const names = () =>
    readdir(folder).catch((thrown: unknown) => {
      if (isMissing(thrown)) return []
      throw thrown
    })

  async function syncFolder(): Promise<void> {
    const inFolder = await open(folder, 'r')
    try {
      await inFolder.sync()
    } finally {
      await inFolder.close()
    }
  }

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

  async function ids(): Promise<string[]> {
    const found = (await names()).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5))
    return found
      .filter((id) => ID.test(id))
      .sort()
      .reverse()
  }

  return {
    async save(job) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const temporary = join(folder, `${job.id}${UNFINISHED}`)
      const file = await open(temporary, 'w', 0o600)
      try {
        await file.writeFile(`${JSON.stringify(job)}\n`)
        await file.sync()
      } catch (thrown) {
        await rm(temporary, { force: true })
        throw thrown
      } finally {
        await file.close()
      }
      await rename(temporary, fileOf(job.id))
      await syncFolder()
    },
    read,
    ids,
    async removeUnfinished() {
      for (const name of await names())
        if (name.endsWith(UNFINISHED)) await rm(join(folder, name), { force: true })
    },
    async prune(before, isOver) {
      let removed = 0
      for (const id of await ids()) {
        if (decodeTime(id) >= before) continue
        const job = await read(id)
        if (job === undefined || !isOver(job)) continue
        await rm(fileOf(id))
        removed++
      }
      if (removed > 0) await syncFolder()
      return removed
    },
  }
}
