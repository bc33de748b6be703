import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testRecord } from '../../log/records.fixture.js'
import { writeLines } from './write-lines.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-lines-'))
})
afterEach(() => rm(folder, { recursive: true }))

const indexed = (bytes: Uint8Array, index: number) => ({
  index,
  record: { ...testRecord({ n: index + 1 }), sequence: index + 1, bytes },
})

test('each record is a line, whether pieces end with it, it fills one, or it is longer than one', async () => {
  const piece = 256 * 1024
  const sizes = [10, piece - 12, 1, 0, piece - 1, piece, 3 * piece + 7, 5]
  const records = sizes.map((size, i) => indexed(Buffer.alloc(size, 97 + i), i))
  const file = join(folder, 'lines')
  await writeLines(file, records)
  const lines = (await readFile(file, 'latin1')).split('\n')
  expect(lines.pop()).toBe('')
  expect(lines.map((line) => line.length)).toEqual(sizes)
  expect(lines.map((line) => [...new Set(line)].join(''))).toEqual(['a', 'b', 'c', '', 'e', 'f', 'g', 'h'])
  expect((await stat(file)).mode & 0o777).toBe(0o640)
})
