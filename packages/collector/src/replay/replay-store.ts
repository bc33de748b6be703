/** Replays on disk, one file each, replaced whole, so that a restart goes on where the last page ended. */
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReplayJob } from './replay-job.js'

export interface ReplayStore {
  save(job: ReplayJob): Promise<void>
  read(id: string): Promise<ReplayJob | undefined>
  ids(): Promise<readonly string[]>
}

const ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'

const isJob = (value: unknown): value is ReplayJob =>
  typeof value === 'object' && value !== null && 'sink' in value && 'log' in value && 'page' in value

export function createReplayStore(folder: string): ReplayStore {
  const fileOf = (id: string): string => join(folder, `${id}.json`)
  return {
    async save(job) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const temporary = `${fileOf(job.id)}.new`
      const file = await open(temporary, 'w', 0o600)
      try {
        await file.writeFile(`${JSON.stringify(job)}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(temporary, fileOf(job.id))
    },
    async read(id) {
      if (!ID.test(id)) return undefined
      try {
        const parsed: unknown = JSON.parse(await readFile(fileOf(id), 'utf8'))
        return isJob(parsed) ? parsed : undefined
      } catch (thrown) {
        if (isMissing(thrown)) return undefined
        throw thrown
      }
    },
    async ids() {
      const names = await readdir(folder).catch((thrown: unknown) => {
        if (isMissing(thrown)) return []
        throw thrown
      })
      return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5))
    },
  }
}
