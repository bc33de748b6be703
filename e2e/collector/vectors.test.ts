/**
 * The shared vectors are posted as they are to a running collector, which does what a client should have
 * done.
 */
import { type Vector, vectors } from '@hushlog/schema/vectors'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  acme,
  type CollectorProcess,
  globex,
  keepsOldEvents,
  startCollector,
} from '../processes/collector-process.js'
import { allDelivered, readObjects, type StoredEvent } from '../stores/read-stores.js'
import { newEvent, postAccepted } from '../traffic/send-events.js'

let collector: CollectorProcess
const stored = new Map<string, StoredEvent>()
interface Answer {
  readonly accepted: number
  readonly rejected: readonly unknown[]
  readonly removed?: readonly { readonly path: string; readonly code: string }[]
}
const answers = new Map<string, Answer>()
const withoutText: StoredEvent[] = []

/**
 * Puts a vector's input into an event: a text into a field of class `text`, an address into one of class
 * `url`.
 */
const eventOf = ({ kind }: Vector, id: string, value: unknown): unknown => {
  if (kind === 'event') return value
  if (kind === 'text') return { ...newEvent(), id, event: 'feedback', comment: value }
  return { ...newEvent(), id, event: 'page_view', context: { page_path: value } }
}
const idOf = (vector: Vector): string =>
  vector.kind === 'event' ? String(Object(vector.input).id) : (newIds.get(vector.id) ?? '')
const newIds = new Map(vectors.map(({ id }) => [id, newEvent().id]))

/** Returns the tenant with the vector's content setting: `acme` has content off, `globex` redacted. */
const tenantOf = ({ kind, options }: Vector) =>
  kind === 'text' || options?.content === 'redacted' ? globex : acme

beforeAll(async () => {
  collector = await startCollector({
    config: {
      ...keepsOldEvents,
      sinks: [
        { type: 'file', name: 'with-text', path: './export', content: 'include', roll_seconds: 1 },
        { type: 'file', name: 'without-text', path: './lean', content: 'exclude', roll_seconds: 1 },
      ],
    },
  })
  for (const vector of vectors) {
    const event = eventOf(vector, idOf(vector), vector.input)
    answers.set(vector.id, await postAccepted(collector.url, tenantOf(vector).writeKey, [event]))
  }
  await allDelivered(collector.url)
  expect(await collector.stop()).toBe(0)
  for (const record of await readObjects(collector.exportDir)) stored.set(record.id, record)
  withoutText.push(...(await readObjects(`${collector.folder}/lean`)))
})
afterAll(() => collector?.dispose())

const failing = vectors.filter(({ error }) => error !== undefined)
const passing = vectors.filter((vector) => !failing.includes(vector))

test.each(passing.map((vector) => [vector.id, vector] as const))(
  '%s comes out as the vector says',
  (_id, vector) => {
    const record: Readonly<Record<string, unknown>> = stored.get(idOf(vector)) ?? {}
    const answer = answers.get(vector.id)
    expect(answer).toMatchObject({ accepted: 1, rejected: [] })
    expect(answer?.removed?.map(({ path, code }) => ({ path, code }))).toEqual(vector.removed)
    const { tenant_id, env, received_at, collector_redactions, collector_removed_fields, ...event } =
      record ?? {}
    expect({ tenant_id, env }).toEqual({ tenant_id: tenantOf(vector).id, env: 'test' })
    expect(received_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)

    if (vector.kind === 'text') expect(event.comment).toBe(wellFormed(vector.output))
    else if (vector.kind === 'url') expect(Object(event.context).page_path).toBe(wellFormed(vector.output))
    else expect(event).toEqual(hashedAgain(wellFormed(vector.output), event))

    if (vector.kind !== 'url') expect(collector_redactions).toBe(asCounts(vector.remarks))
    if (vector.id === 'event-unknown-fields') expect(collector_removed_fields).toBeGreaterThan(0)
  },
)

test.each(failing.map((vector) => [vector.id, vector] as const))(
  '%s is refused as the vector says',
  (_id, vector) => {
    expect(answers.get(vector.id)).toMatchObject({ accepted: 0, rejected: [vector.error] })
    expect(stored.has(idOf(vector))).toBe(false)
  },
)

test('there are vectors of each kind, and all of them were stored', () => {
  expect(new Set(passing.map(({ kind }) => kind))).toEqual(new Set(['text', 'url', 'event']))
  expect(failing.length).toBeGreaterThan(10)
  expect(stored.size).toBe(passing.length)
})

test('a sink that excludes content has every record and no text', () => {
  const text = /"(?:comment|query_text|response_text|error_message)":/
  expect(withoutText.length).toBe(passing.length)
  expect([...stored.values()].some((record) => text.test(JSON.stringify(record)))).toBe(true)
  expect(withoutText.filter((record) => text.test(JSON.stringify(record)))).toEqual([])
})

/** Replaces lone surrogates by U+FFFD, which is what is stored, since they have no UTF-8. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return Buffer.from(value).toString()
  return JSON.parse(JSON.stringify(value), (_key, item) =>
    typeof item === 'string' ? Buffer.from(item).toString() : item,
  )
}

/** Expects a keyed hash in place of each pseudonym, since the collector hashes it again with its secret. */
function hashedAgain(expected: unknown, actual: Readonly<Record<string, unknown>>): unknown {
  const event = { ...Object(expected) } as Record<string, unknown>
  for (const field of ['user', 'agent']) {
    if (typeof event[field] !== 'string' || !/^h[up]_/.test(event[field])) continue
    expect(actual[field]).toMatch(/^hp_[0-9a-f]{32}$/)
    expect(actual[field]).not.toBe(event[field])
    event[field] = actual[field]
  }
  return event
}

function asCounts(remarks: Vector['remarks']): string | undefined {
  const pairs = (remarks ?? []).map(({ rule, count }) => `${rule}:${count}`)
  return pairs.length === 0 ? undefined : pairs.sort().join(',')
}
