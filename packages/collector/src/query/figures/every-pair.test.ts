import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createEmbeddedStore, type EmbeddedStore } from '../../sinks/embedded/embedded.js'
import { answerOf } from './case.fixture.js'
import { everyPair } from './every-pair.fixture.js'

let folder: string
let embedded: EmbeddedStore

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-pairs-'))
  embedded = createEmbeddedStore({ name: 'embedded', dataDir: folder })
  await embedded.sink.open(new AbortController().signal)
})

afterAll(async () => {
  await embedded.sink.close()
  await rm(folder, { recursive: true })
})

/** PostgreSQL is asked for every pair; here a part of them, and so every source, takes a few seconds. */
const STEP = 6

it('answers every metric by dimensions of each type', async () => {
  const from = { name: 'embedded', sink: 'embedded', store: embedded.reports } as const
  const some = everyPair.filter(
    ({ dimensions }, i) => i % STEP === 0 || /rule|reason|asset_types/.test(String(dimensions)),
  )
  for (const query of some) {
    const given = { name: '', events: [], rows: [], query, settings: { minSessions: 5 } }
    const { totals } = await answerOf(from, given, 0)
    expect(totals?.metrics).toHaveLength((query.metrics as unknown[]).length)
  }
})
