import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { TEST_TIME, testRecord } from '../log/records.fixture.js'
import { deadLetterKey, type NewDeadLetter, toRecord } from './dead-letter-line.js'
import { createDeadLetters, type DeadLetters } from './dead-letters.js'

let folder = ''
let deadLetters: DeadLetters
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-letters-'))
  deadLetters = createDeadLetters({ folder, now: () => TEST_TIME })
})
afterEach(() => rm(folder, { recursive: true }))

const deadLetter = (
  n: number,
  more: Partial<Parameters<typeof testRecord>[0]> = {},
  sink = 's3.main',
): NewDeadLetter => ({
  sink,
  log: 'abcd1234',
  code: 'rejected',
  record: { ...testRecord({ n, ...more }), sequence: n },
})

const withBytes = (n: number, text: string): NewDeadLetter => {
  const made = deadLetter(n)
  return { ...made, record: { ...made.record, bytes: Buffer.from(text) } }
}

const read = async (sink = 's3.main') => {
  const all = []
  for await (const one of deadLetters.read(sink)) all.push(one)
  return all
}

it('returns the bytes of each record as they were, once', async () => {
  const bodies = [
    deadLetter(1, { fields: { context: { page_title: 'a\u2028b\u0000 "record":{} 😀' } } }),
    withBytes(2, 'not JSON at all\nin two lines'),
    withBytes(3, ''),
    withBytes(4, '{"a":1}\n{"b":2}'),
  ]
  await deadLetters.append(bodies)
  await deadLetters.append(bodies.slice(0, 2))
  const all = await read()
  expect(all.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4])
  for (const [i, one] of all.entries())
    expect(Buffer.from(one.bytes).equals(Buffer.from(bodies[i]?.record.bytes ?? []))).toBe(true)
  const [first] = all
  const sent = bodies[0]?.record
  expect(first && toRecord(first)).toMatchObject({
    id: sent?.id,
    tenantId: 'acme',
    time: sent?.time,
    receivedAt: sent?.receivedAt,
  })
  expect(await deadLetters.sinks()).toEqual(['s3.main'])
})

it('skips a line that a crash cut off', async () => {
  await deadLetters.append([deadLetter(1)])
  await appendFile(join(folder, 's3%2Emain.ndjson'), '{"at":"2026-01-01T00:00:00Z","sink":"s3.ma')
  await deadLetters.append([deadLetter(2)])
  expect((await read()).map(({ sequence }) => sequence)).toEqual([1, 2])
})

it('erases exactly the selected records, even in bytes that are no JSON', async () => {
  const named = { fields: { session_id: 'out' } }
  await deadLetters.append([
    deadLetter(1, named),
    deadLetter(2, { ...named, tenantId: 'globex' }),
    deadLetter(3, { fields: { session_id: 'outside' } }),
    deadLetter(4, { fields: { session_id: 'stays', trace_id: 'out' } }),
    withBytes(5, '{"session_id":"out", cut o'),
    withBytes(6, 'nothing of it'),
  ])
  const selector = { tenantId: 'acme', field: 'session_id', values: ['out'] } as const
  expect(await deadLetters.erase('s3.main', selector)).toBe(2)
  expect((await read()).map(({ sequence }) => sequence)).toEqual([2, 3, 4, 6])
  expect(await deadLetters.erase('s3.main', selector)).toBe(0)
  expect(await deadLetters.erase('nobody', selector)).toBe(0)
  expect(await readdir(folder)).toEqual(['s3%2Emain.ndjson'])
})

it('expires by the time of the event for one tenant, and removes an empty file', async () => {
  await deadLetters.append([
    deadLetter(1, { time: TEST_TIME - 10_000 }),
    deadLetter(2, { time: TEST_TIME - 10_000, tenantId: 'globex' }),
    deadLetter(3),
    withBytes(4, 'no time'),
  ])
  expect(await deadLetters.expire('s3.main', 'acme', TEST_TIME - 5_000)).toBe(1)
  expect((await read()).map(({ sequence }) => sequence)).toEqual([2, 3, 4])
  expect(await deadLetters.expire('s3.main', 'acme', TEST_TIME + 1)).toBe(2)
  await deadLetters.remove('s3.main', new Set((await read()).map(deadLetterKey)))
  expect(await readdir(folder)).toEqual([])
  await deadLetters.remove('s3.main', new Set(['x']))
})

it('stores no values but those of the record', async () => {
  await deadLetters.append([deadLetter(1)])
  const [line = ''] = (await readFile(join(folder, 's3%2Emain.ndjson'), 'utf8')).split('\n')
  const { record, ...head } = JSON.parse(line)
  expect(Object.keys(head)).toEqual(['at', 'sink', 'code', 'log', 'sequence', 'tenant_id', 'id', 'event'])
  expect(record.id).toBe(head.id)
})

it('erases what a crash left of an earlier removal too', async () => {
  await deadLetters.append([deadLetter(1)])
  const [name = ''] = await readdir(folder)
  await appendFile(join(folder, `${name}.new`), 'a line of a person')
  const selector = { tenantId: 'acme', field: 'user', values: ['nobody'] } as const
  expect(await deadLetters.erase('s3.main', selector)).toBe(0)
  expect(await readdir(folder)).toEqual([name])
})
