import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fuzzRuns, fuzzSeed } from '@hushlog/base/fuzz'
import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { createEmbeddedStore, type EmbeddedStore } from '../../sinks/embedded/embedded.js'
import { compareAnswers, fillStore } from './compare-stores.fixture.js'
import { randomQuery } from './random-queries.fixture.js'
import type { RawEvent } from './raw-event.fixture.js'

const QUERIES = fuzzRuns(200)
/** A query takes less than this many milliseconds on a busy machine. */
const PER_QUERY = 200

let folder: string
let embedded: EmbeddedStore
let events: readonly RawEvent[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-reference-'))
  embedded = createEmbeddedStore({ name: 'embedded', dataDir: folder })
  events = await fillStore(embedded.sink, fuzzSeed)
})

afterAll(async () => {
  await embedded.sink.close()
  await rm(folder, { recursive: true })
})

test('the embedded store answers random queries as the reference does', {
  timeout: 60_000 + QUERIES * PER_QUERY,
}, async () => {
  const store = { name: 'embedded', sink: 'embedded', store: embedded.reports } as const
  await fc.assert(
    fc.asyncProperty(randomQuery, (request) => compareAnswers(store, events, request)),
    { numRuns: QUERIES, seed: fuzzSeed },
  )
})
