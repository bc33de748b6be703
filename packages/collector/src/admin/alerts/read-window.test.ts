import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOUR, MINUTE } from '@hushlog/base'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testRecord } from '../../log/records.fixture.js'
import { metrics } from '../../query/catalogue/index.js'
import { createChooseStore } from '../../query/choose-store.js'
import { defaultQuerySettings } from '../../query/language/query-settings.js'
import { createEmbeddedStore, type EmbeddedStore } from '../../sinks/embedded/embedded.js'
import { testBatch } from '../../testing/sink-contract.js'
import { createReadWindow } from './read-window.js'
import { alertOf, START } from './watch.fixture.js'
import { windowAt } from './window.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-read-window-'))
let embedded: EmbeddedStore
let lag = 0

beforeAll(async () => {
  embedded = createEmbeddedStore({ name: 'embedded', dataDir: folder })
  const signal = new AbortController().signal
  await embedded.sink.open(signal)
  let n = 0
  const answer = (tenantId: string, minutesAgo: number, fields: Readonly<Record<string, string | boolean>>) =>
    testRecord({ n: ++n, time: START - minutesAgo * MINUTE, tenantId, event: 'agent_response', fields })
  const records = [
    answer('acme', 10, { no_match: true, channel: 'chat' }),
    answer('acme', 20, { no_match: false, channel: 'chat' }),
    answer('acme', 30, { no_match: true, channel: 'email' }),
    answer('acme', 70, { no_match: false, channel: 'chat' }),
    answer('globex', 5, { no_match: false, channel: 'chat' }),
    ...[10, 30, 70, 90].map((minutesAgo) =>
      testRecord({
        n: ++n,
        time: START - minutesAgo * MINUTE,
        tenantId: 'acme',
        event: 'decision',
        fields: { decision: { confidence: minutesAgo > 60 ? 0.95 : 0.15 } },
      }),
    ),
    answer('globex', 0, { no_match: true, channel: 'chat' }),
  ]
  expect(await embedded.sink.write(testBatch(records), signal)).toEqual({ failed: [] })
})
afterAll(async () => {
  await embedded.sink.close()
  rmSync(folder, { recursive: true })
})

const read = (alert: Parameters<typeof alertOf>[0], back = 0) => {
  const from = { name: 'embedded', sink: 'embedded', store: embedded.reports } as const
  const readWindow = createReadWindow({
    chooseStore: createChooseStore([from], () => START),
    lagSeconds: () => lag,
    settings: defaultQuerySettings,
  })
  const tenants = ['acme', 'globex', 'silent']
  return readWindow({ alert: alertOf(alert), tenants, range: windowAt(START, HOUR, back), now: START })
}

it('reads a value for each tenant; a window ends before its end, and a rate of nothing is null', async () => {
  expect([...(await read({}))]).toEqual([
    ['acme', 2 / 3],
    ['globex', 0],
    ['silent', null],
  ])
  expect([...(await read({}, 1))]).toEqual([
    ['acme', 0],
    ['globex', null],
    ['silent', null],
  ])
})

it('a count of nothing is 0, so that silence can be watched', async () => {
  expect([...(await read({ query: { metrics: ['answers'] }, above: undefined, below: 1 }))]).toEqual([
    ['acme', 3],
    ['globex', 1],
    ['silent', 0],
  ])
})

it('takes the worst group, and only what the filters select', async () => {
  const dimensions = ['channel']
  expect((await read({ query: { metrics: ['no_match_rate'], dimensions } })).get('acme')).toBe(1)
  const below = { query: { metrics: ['no_match_rate'], dimensions }, above: undefined, below: 0.7 }
  expect((await read(below)).get('acme')).toBe(0.5)
  const filters = [['is', 'channel', ['email']]]
  expect((await read({ query: { metrics: ['answers'], filters } })).get('acme')).toBe(1)
})

it('a drift is that from the window before', async () => {
  const drift = (await read({ query: { metrics: ['confidence_drift'] } })).get('acme')
  // Each of two bins went from all to none: 2 × (1 − 0.0001) × ln(1 ÷ 0.0001).
  expect(drift).toBeCloseTo(18.42, 1)
})

it('says nothing of a store that is behind', async () => {
  lag = 61
  await expect(read({})).rejects.toMatchObject({ code: 'STORE_BEHIND' })
  lag = 0
})

const kinds = new Map(
  metrics
    .filter(({ requires = [] }) => !requires.includes('time'))
    .map(({ id, source, value: { kind }, atEnd }) => [`${source} ${kind} ${atEnd !== undefined}`, id]),
)
it.each([...kinds.values()])('%s has a value or none', async (id) => {
  const values = [...(await read({ query: { metrics: [id] } })).values()]
  expect(values.every((value) => value === null || Number.isFinite(value))).toBe(true)
})
