/** Damage to the file of the log is found, named and survived. */
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LogDamage, openLog, salvageLog } from '../index.js'
import { drain } from '../log-contract.fixture.js'
import { testRecord } from '../records.fixture.js'
import { openPageFile, tablesOf } from './page-file.js'
import { readSequenceKey } from './store.js'

let dir: string
let damages: LogDamage[]

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hushlog-damage-'))
  damages = []
})
afterEach(() => rmSync(dir, { recursive: true }))

const open = () =>
  openLog({
    dir,
    maxBytes: 1e9,
    dedupeDays: 14,
    now: Date.now,
    onDamage: (damage) => damages.push(damage),
  })

const file = () => join(dir, 'data.mdb')

const records = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    ...testRecord({ n: from + i }),
    bytes: Buffer.alloc(2_000, 120),
  }))

/** Writes four chunks of ten records each. */
async function writeChunks(): Promise<void> {
  const log = await open()
  await log.openReader('a')
  for (let from = 1; from <= 31; from += 10) await log.append(records(from, from + 9))
  await log.close()
}

/** Returns where in the file the chunk begins that holds a sequence number. */
function chunkAt(first: number): number {
  const pages = openPageFile(file())
  const [meta] = pages.metas
  try {
    if (meta === undefined) throw new Error('no meta page')
    for (const { key, value } of pages.entries(tablesOf(pages, meta).get('chunks'), true))
      if (readSequenceKey(key) === first && value !== undefined) return readFileSync(file()).indexOf(value)
  } finally {
    pages.close()
  }
  throw new Error('no such chunk')
}

function overwrite(at: number, length: number): void {
  const content = readFileSync(file())
  for (let i = at; i < at + length; i++) content[i] = (content[i] ?? 0) ^ 0xff
  writeFileSync(file(), content)
}

const sequences = (found: readonly { sequence: number }[]) => found.map(({ sequence }) => sequence)
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

test.each([
  ['content', 5_000, 1],
  ['content', 60, 1],
  ['head', 6, 1],
  ['format', 0, 1],
] as const)(
  'a chunk whose %s is damaged at %i is named once, and the others are read',
  async (reason, at, length) => {
    await writeChunks()
    overwrite(chunkAt(11) + at, length)
    const log = await open()
    expect(sequences(log.read('a', { records: 10, bytes: 1e6 })?.records ?? [])).toEqual(range(1, 10))
    expect(sequences(await drain(log, 'a'))).toEqual([...range(1, 10), ...range(21, 40)])
    log.scan(1, { records: 100, bytes: 1e9 })
    const copy = join(dir, 'damaged/11-20.chunk')
    expect(damages).toEqual([{ file: file(), range: { from: 11, to: 20 }, reason, copy }])
    expect(existsSync(copy)).toBe(true)
    await log.append(records(41, 45))
    await log.scrub()
    expect(sequences(await drain(log, 'a'))).toEqual(range(41, 45))
    expect(await log.trim(Date.now())).toBe(45)
    expect(log.stats()).toMatchObject({ records: 0, head: 45 })
    await log.close()
  },
)

test('a damaged chunk at the end of the log does not stop a reader, nor does a lost key', async () => {
  await writeChunks()
  overwrite(chunkAt(31) + 100, 1)
  const log = await open()
  const batch = log.read('a', { records: 1_000, bytes: 1e9 })
  expect(batch?.range).toEqual({ from: 1, to: 40 })
  await log.commit('a', { from: 1, to: 30 })
  expect(log.read('a', { records: 1_000, bytes: 1e9 })).toEqual({ range: { from: 31, to: 40 }, records: [] })
  expect(log.readerStats('a', 0).lagRecords).toBe(10)
  await log.close()

  rmSync(join(dir, 'keys'), { recursive: true })
  damages = []
  const again = await open()
  await again.append(records(41, 42))
  expect(sequences(await drain(again, 'a'))).toEqual([41, 42])
  expect(damages.map(({ reason }) => reason)).toEqual(['key'])
  await again.close()
})

const sizeOf = () => readFileSync(file()).length

test.each([
  ['cut off in the middle', 'it is shorter than it says', () => truncateSync(file(), sizeOf() >> 1)],
  ['cut off behind its head', 'it is shorter than it says', () => truncateSync(file(), 8_192)],
  ['shorter than its head', 'its head cannot be read', () => truncateSync(file(), 4_100)],
  ['without its first page', 'its head cannot be read', () => overwrite(0, 4_096)],
  ['something else', 'its head cannot be read', () => writeFileSync(file(), 'x'.repeat(100_000))],
])('a file that is %s is refused before it is mapped', async (_, what, damage) => {
  await writeChunks()
  damage()
  await expect(open()).rejects.toThrow(`${file()} is damaged: ${what}. "hushlog rebuild log"`)
})

test('a page that the trees need is found at the start, and the rest is saved', async () => {
  await writeChunks()
  const pages = openPageFile(file())
  const [meta] = pages.metas
  const root = meta && tablesOf(pages, meta).get('chunks')
  pages.close()
  overwrite((root ?? 0) * 4_096, 24)
  await expect(open()).rejects.toThrow(`its page ${root} cannot be read`)

  const salvaged = await salvageLog(dir, Date.UTC(2026, 0, 1))
  expect(salvaged).toMatchObject({
    setAside: `${file()}.damaged-2026-01-01T00-00-00-000Z`,
    hasReaders: true,
    hasAllIds: true,
  })
  const log = await open()
  // What is lost was on the damaged page itself; the ids are remembered all the same.
  expect(await log.append(records(1, 40))).toEqual(Array(40).fill('duplicate'))
  expect(log.stats().head).toBe(40)
  expect(await log.append(records(41, 41))).toEqual(['stored'])
  expect(sequences(await drain(log, 'a')).at(-1)).toBe(41)
  await log.close()
  expect(readdirSync(dir)).toContain('data.mdb.damaged-2026-01-01T00-00-00-000Z')
})

test('a damaged chunk is left out of what is saved, and named', async () => {
  await writeChunks()
  overwrite(chunkAt(21) + 3_000, 10)
  const { id } = await withLog(async (log) => ({ id: log.id }))
  const salvaged = await salvageLog(dir, Date.now())
  expect(salvaged).toMatchObject({
    records: 30,
    lost: [{ from: 21, to: 30 }],
    hasReaders: true,
    hasAllIds: true,
  })
  const log = await open()
  expect(log.id).toBe(id)
  expect(sequences(await drain(log, 'a'))).toEqual([...range(1, 20), ...range(31, 40)])
  await log.close()
})

test('without its head all whole chunks are saved, under the name of another log', async () => {
  await writeChunks()
  const id = await withLog(async (log) => log.id)
  overwrite(0, 8_192)
  const salvaged = await salvageLog(dir, Date.now())
  expect(salvaged).toMatchObject({ records: 40, lost: [], hasReaders: false, hasAllIds: false })
  const log = await open()
  expect(log.id).not.toBe(id)
  await log.openReader('a')
  expect(sequences(await drain(log, 'a'))).toEqual(range(1, 40))
  expect(await log.append(records(41, 41))).toEqual(['stored'])
  expect(log.stats().head).toBe(41)
  await log.close()
})

test('there is nothing to save without a log', async () => {
  expect(await salvageLog(dir, Date.now())).toBeUndefined()
})

async function withLog<T>(use: (log: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
  const log = await open()
  try {
    return await use(log)
  } finally {
    await log.close()
  }
}
