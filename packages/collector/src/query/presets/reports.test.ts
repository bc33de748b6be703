import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEmbeddedStore, type EmbeddedStore } from '../../sinks/embedded/embedded.js'
import { testBatch } from '../../testing/sink-contract.js'
import { answerOf, expectedBy, recordsOf } from './case.fixture.js'
import { reportCases } from './cases.fixture.js'
import { reports } from './reports.js'
import { rounded } from './rounded.fixture.js'

let folder: string
let embedded: EmbeddedStore

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-presets-'))
  embedded = createEmbeddedStore({ name: 'embedded', dataDir: folder })
  const signal = new AbortController().signal
  await embedded.sink.open(signal)
  expect(await embedded.sink.write(testBatch(reportCases.flatMap(recordsOf)), signal)).toEqual({ failed: [] })
})

afterAll(async () => {
  await embedded.sink.close()
  await rm(folder, { recursive: true })
})

describe('reports from the embedded store', () => {
  it.each(reportCases.map((given, index) => ({ ...given, index })))('$name', async ({ index, ...given }) => {
    const from = { name: 'embedded', sink: 'embedded', store: embedded.reports } as const
    expect(rounded(await answerOf(from, given, index))).toEqual(rounded(expectedBy(given)))
  })
})

it('has a case for each report', () => {
  expect([...new Set(reportCases.map(({ report }) => report))].sort()).toEqual(
    reports.map(({ name }) => name).sort(),
  )
})
