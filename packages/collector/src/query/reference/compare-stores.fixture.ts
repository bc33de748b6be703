/** Fills a store with random events, and compares its answers to random queries with the slow reference. */
import assert from 'node:assert/strict'
import { Problem } from '../../http/problem.js'
import type { NamedReportStore } from '../../sinks/report-store.js'
import type { Sink } from '../../sinks/sink.js'
import { testBatch } from '../../testing/sink-contract.js'
import { checkQuery } from '../language/check-query.js'
import { type QueryAnswer, runQuery } from '../run-query.js'
import {
  createRandom,
  EMPTY_TENANT,
  erased,
  isErased,
  NOW,
  randomEvents,
  TENANTS,
  toRecord,
} from './random-events.fixture.js'
import type { RandomQuery } from './random-queries.fixture.js'
import type { RawEvent } from './raw-event.fixture.js'
import { answerSlowly, type ReferenceAnswer } from './reference.fixture.js'

const EVENTS = 1500
const access = { tenants: [...TENANTS, EMPTY_TENANT], admin: true, who: 'test' }

/**
 * Writes random events in no order, a third of them twice, and erases those of a session and of a person.
 *
 * @returns the events that the store still has
 */
export async function fillStore(sink: Sink, seed: number): Promise<readonly RawEvent[]> {
  const signal = new AbortController().signal
  await sink.open(signal)
  const events = randomEvents(seed, EVENTS)
  const random = createRandom(seed + 1)
  const records = events
    .map((event, i) => ({ record: toRecord(event, i), place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ record }) => record)
  const half = EVENTS / 2
  assert.deepEqual(await sink.write(testBatch(records.slice(0, half)), signal), { failed: [] })
  const again = records.slice(half / 3)
  assert.deepEqual(await sink.write(testBatch(again, half + 1), signal), { failed: [] })
  for (const field of ['session_id', 'user'] as const)
    await sink.erase?.({ tenantId: TENANTS[0], field, values: erased[field] }, signal)
  return events.filter((event) => !isErased(event))
}

/** The last digits of a quotient or of an interpolation depend on how a store computes it. */
const DIGITS = 9

function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(DIGITS)) + 0
  if (Array.isArray(value)) return value.map(rounded)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, rounded(inner)]))
}

const shown = ({ rows, totals, meta }: QueryAnswer): ReferenceAnswer => ({
  rows,
  ...(totals && { totals }),
  total_rows: meta.total_rows,
  first_event_at: meta.first_event_at,
  partial: meta.partial,
})

/** Returns what the checks of queries return; undefined for a query that is refused. */
async function unlessRefused<T>(check: () => Promise<T>): Promise<T | undefined> {
  try {
    return await check()
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'invalid_query') return undefined
    throw thrown
  }
}

/**
 * A query that is refused, because it is too wide or nothing comes before its range, has no answer to compare.
 *
 * @throws AssertionError where the store and the reference disagree
 */
export async function compareAnswers(
  store: NamedReportStore,
  events: readonly RawEvent[],
  request: RandomQuery,
): Promise<void> {
  const answered = await unlessRefused(async () => {
    const query = checkQuery(request, access, NOW)
    return { query, answer: await runQuery(store, query, NOW) }
  })
  if (answered === undefined) return
  const expected = answerSlowly(events, answered.query, request.filters, NOW)
  assert.deepEqual(rounded(shown(answered.answer)), rounded(expected), JSON.stringify(request))
}
