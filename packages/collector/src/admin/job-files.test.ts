import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY, isObject } from '@hushlog/base'
import { ulid } from 'ulid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createJobFiles, type JobFiles } from './job-files.js'

interface Job {
  readonly id: string
  readonly state: 'pending' | 'done'
}

const isJob = (value: unknown): value is Job => isObject(value) && 'id' in value && 'state' in value

const NOW = Date.UTC(2026, 5, 1)

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-jobs-'))
})
afterEach(() => rm(folder, { recursive: true }))

const files = () => createJobFiles(join(folder, 'jobs'), isJob)
const idsOf = async (store: JobFiles<Job>) => {
  const ids: string[] = []
  for await (const { id } of store.readAll()) ids.push(id)
  return ids
}
const job = (days: number, state: Job['state']): Job => ({ id: ulid(NOW - days * DAY), state })

it('returns what was saved last, newest first, and nothing for an invalid id', async () => {
  const store = files()
  expect([await idsOf(store), await store.read(ulid())]).toEqual([[], undefined])
  const [old, young] = [job(2, 'pending'), job(1, 'pending')]
  for (const one of [young, old, { ...old, state: 'done' } as const]) await store.save(one)
  expect(await idsOf(files())).toEqual([young.id, old.id])
  expect(await files().read(old.id)).toEqual({ ...old, state: 'done' })
  for (const hostile of ['', '../jobs', `../jobs/${old.id}`, `${old.id}/`, '__proto__', old.id.toLowerCase()])
    expect(await store.read(hostile)).toBeUndefined()
})

it('removes finished jobs that were requested before, and nothing else', async () => {
  const store = files()
  const remaining = [job(29, 'done'), job(31, 'pending'), job(400, 'pending')]
  const removed = [job(31, 'done'), job(400, 'done')]
  for (const one of [...remaining, ...removed]) await store.save(one)
  const prune = () => store.prune(NOW - 30 * DAY, ({ state }) => state === 'done')
  expect(await prune()).toBe(removed.length)
  expect(await idsOf(store)).toEqual(remaining.map(({ id }) => id))
  expect(await prune()).toBe(0)
})

it('removes files that a crash left incomplete', async () => {
  const store = files()
  await store.removeIncomplete()
  const complete = job(1, 'done')
  await store.save(complete)
  await writeFile(join(folder, 'jobs', `${ulid()}.json.new`), '{"id":"01')
  await store.removeIncomplete()
  expect(await readdir(join(folder, 'jobs'))).toEqual([`${complete.id}.json`])
})

it('quotes nothing of a damaged file', async () => {
  const store = files()
  const damaged = job(1, 'done')
  await store.save(damaged)
  await writeFile(join(folder, 'jobs', `${damaged.id}.json`), 'SENTINEL')
  const thrown: unknown = await store.read(damaged.id).catch((error: unknown) => error)
  expect(thrown).toBeInstanceOf(Error)
  expect(String(thrown)).toContain('is damaged')
  expect(String(thrown)).not.toContain('SENTINEL')
})
