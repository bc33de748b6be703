import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createJobFiles } from './job-files.js'

interface Job {
  readonly id: string
  readonly state: 'pending' | 'done'
}

const isJob = (value: unknown): value is Job =>
  typeof value === 'object' && value !== null && 'id' in value && 'state' in value

const DAY = 86_400_000
const NOW = Date.UTC(2026, 5, 1)

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-jobs-'))
})
afterEach(() => rm(folder, { recursive: true }))

const files = () => createJobFiles(join(folder, 'jobs'), isJob)
const job = (days: number, state: Job['state']): Job => ({ id: ulid(NOW - days * DAY), state })

it('gives back what was saved last, newest first, and nothing for what is no id', async () => {
  const store = files()
  expect([await store.ids(), await store.read(ulid())]).toEqual([[], undefined])
  const [old, young] = [job(2, 'pending'), job(1, 'pending')]
  for (const one of [young, old, { ...old, state: 'done' } as const]) await store.save(one)
  expect(await files().ids()).toEqual([young.id, old.id])
  expect(await files().read(old.id)).toEqual({ ...old, state: 'done' })
  for (const hostile of ['', '../jobs', `../jobs/${old.id}`, `${old.id}/`, '__proto__', old.id.toLowerCase()])
    expect(await store.read(hostile)).toBeUndefined()
})

it('removes what is over and was asked for before, and nothing else', async () => {
  const store = files()
  const kept = [job(29, 'done'), job(31, 'pending'), job(400, 'pending')]
  const gone = [job(31, 'done'), job(400, 'done')]
  for (const one of [...kept, ...gone]) await store.save(one)
  const prune = () => store.prune(NOW - 30 * DAY, ({ state }) => state === 'done')
  expect(await prune()).toBe(gone.length)
  expect(await store.ids()).toEqual(kept.map(({ id }) => id))
  expect(await prune()).toBe(0)
})

it('removes what a crash left half written', async () => {
  const store = files()
  await store.removeUnfinished()
  const whole = job(1, 'done')
  await store.save(whole)
  await writeFile(join(folder, 'jobs', `${ulid()}.json.new`), '{"id":"01')
  await store.removeUnfinished()
  expect(await readdir(join(folder, 'jobs'))).toEqual([`${whole.id}.json`])
})

it('quotes nothing of a file that is damaged', async () => {
  const store = files()
  const damaged = job(1, 'done')
  await store.save(damaged)
  await writeFile(join(folder, 'jobs', `${damaged.id}.json`), 'SENTINEL')
  const thrown: unknown = await store.read(damaged.id).catch((error: unknown) => error)
  expect(thrown).toBeInstanceOf(Error)
  expect(String(thrown)).toContain('is damaged')
  expect(String(thrown)).not.toContain('SENTINEL')
})
