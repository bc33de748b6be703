import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { TEST_TIME, testRecord } from '../testing/records.js'
import { toRecord } from './dead-letter-file.js'
import { createDeadLetters, type DeadLetter, type DeadLetters, letterKey } from './dead-letters.js'

let folder = ''
let letters: DeadLetters
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-letters-'))
  letters = createDeadLetters({ folder, now: () => TEST_TIME })
})
afterEach(() => rm(folder, { recursive: true }))

const letter = (
  n: number,
  more: Partial<Parameters<typeof testRecord>[0]> = {},
  sink = 's3.main',
): DeadLetter => ({
  sink,
  log: 'abcd1234',
  code: 'rejected',
  record: { ...testRecord({ n, ...more }), sequence: n },
})

const raw = (n: number, text: string): DeadLetter => {
  const made = letter(n)
  return { ...made, record: { ...made.record, bytes: Buffer.from(text) } }
}

const read = async (sink = 's3.main') => {
  const all = []
  for await (const one of letters.read(sink)) all.push(one)
  return all
}

it('gives back the bytes as they were, whatever they are, and each record once', async () => {
  const bodies = [
    letter(1, { fields: { context: { page_title: 'a\u2028b\u0000 "record":{} 😀' } } }),
    raw(2, 'not JSON at all\nin two lines'),
    raw(3, ''),
    raw(4, '{"a":1}\n{"b":2}'),
  ]
  await letters.append(bodies)
  await letters.append(bodies.slice(0, 2))
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
  expect(await letters.sinks()).toEqual(['s3.main'])
})

it('goes on behind a line that a crash cut off', async () => {
  await letters.append([letter(1)])
  await appendFile(join(folder, 's3%2Emain.ndjson'), '{"at":"2026-01-01T00:00:00Z","sink":"s3.ma')
  await letters.append([letter(2)])
  expect((await read()).map(({ sequence }) => sequence)).toEqual([1, 2])
})

it('erases exactly what is named, also in what is no JSON', async () => {
  const named = { fields: { session_id: 'out' } }
  await letters.append([
    letter(1, named),
    letter(2, { ...named, tenantId: 'globex' }),
    letter(3, { fields: { session_id: 'outside' } }),
    letter(4, { fields: { session_id: 'stays', trace_id: 'out' } }),
    raw(5, '{"session_id":"out", cut o'),
    raw(6, 'nothing of it'),
  ])
  const selector = { tenantId: 'acme', field: 'session_id', values: ['out'] } as const
  expect(await letters.erase('s3.main', selector)).toBe(2)
  expect((await read()).map(({ sequence }) => sequence)).toEqual([2, 3, 4, 6])
  expect(await letters.erase('s3.main', selector)).toBe(0)
  expect(await letters.erase('nobody', selector)).toBe(0)
  expect(await readdir(folder)).toEqual(['s3%2Emain.ndjson'])
})

it('expires by the time of the event, of one tenant, and removes a file that is empty', async () => {
  await letters.append([
    letter(1, { time: TEST_TIME - 10_000 }),
    letter(2, { time: TEST_TIME - 10_000, tenantId: 'globex' }),
    letter(3),
    raw(4, 'no time'),
  ])
  expect(await letters.expire('s3.main', 'acme', TEST_TIME - 5_000)).toBe(1)
  expect((await read()).map(({ sequence }) => sequence)).toEqual([2, 3, 4])
  expect(await letters.expire('s3.main', 'acme', TEST_TIME + 1)).toBe(2)
  await letters.remove('s3.main', new Set((await read()).map(letterKey)))
  expect(await readdir(folder)).toEqual([])
  await letters.remove('s3.main', new Set(['x']))
})

it('names no value in its file but those of the record', async () => {
  await letters.append([letter(1)])
  const [line = ''] = (await readFile(join(folder, 's3%2Emain.ndjson'), 'utf8')).split('\n')
  const { record, ...head } = JSON.parse(line)
  expect(Object.keys(head)).toEqual(['at', 'sink', 'code', 'log', 'sequence', 'tenant_id', 'id', 'event'])
  expect(record.id).toBe(head.id)
})
