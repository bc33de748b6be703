import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEmbeddedStore, type EmbeddedStore } from '../../sinks/embedded/embedded.js'
import { testBatch } from '../../testing/sink-contract.js'
import { answerOf, expectedBy, recordsOf, shownBy } from './case.fixture.js'
import { figureCases } from './index.fixture.js'

let folder: string
let embedded: EmbeddedStore

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-figures-'))
  embedded = createEmbeddedStore({ name: 'embedded', dataDir: folder })
  const signal = new AbortController().signal
  await embedded.sink.open(signal)
  const records = figureCases.flatMap(recordsOf)
  expect(await embedded.sink.write(testBatch(records), signal)).toEqual({ failed: [] })
})

afterAll(async () => {
  await embedded.sink.close()
  await rm(folder, { recursive: true })
})

describe('figures of the embedded store', () => {
  it.each(figureCases.map((given, index) => ({ ...given, index })))('$name', async ({ index, ...given }) => {
    const from = { name: 'embedded', sink: 'embedded', store: embedded.reports } as const
    expect(shownBy(await answerOf(from, given, index), given)).toEqual(expectedBy(given))
  })
})
