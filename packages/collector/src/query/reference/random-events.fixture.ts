/**
 * Random events of three tenants around the changes of the clocks in spring 2026: of every type, with missing
 * values, lists, texts of several scripts, events of a year before and some after now.
 */
import { DAY, HOUR } from '@hushlog/base'
import { type EventName, eventNames, events, type FieldDescription } from '@hushlog/schema'
import { type TestRecord, testRecord } from '../../log/records.fixture.js'
import type { RawEvent } from './raw-event.fixture.js'

/** Is 2026-04-08T09:20Z, a Wednesday: now, in every query. */
export const NOW = Date.UTC(2026, 3, 8, 9, 20)
export const TENANTS = ['acme', 'globex', 'umbrella'] as const
/** Nobody sends events for it. */
export const EMPTY_TENANT = 'empty'

/** Returns numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Values of labels, with what a statement or a pattern could take for something else. */
export const LABELS = [
  'a',
  'A',
  'b%',
  'b_',
  "o'brien",
  'null',
  'true',
  '10',
  '9',
  '',
  'Ärger',
  'ärger',
  '日本語',
  '😀',
  'ﬁ',
  'z"; --',
] as const

/** Values that metrics ask for, by the name of the field. */
const special: Readonly<Record<string, readonly (string | number)[]>> = {
  result: ['ok', 'error', 'timeout', 'failed'],
  outcome: ['sent', 'blocked', 'failed', 'failure'],
  status: ['success', 'failure', 'timed_out', 'opened', 'replied', 'resolved'],
  http_status: [0, 200, 399, 400, 503],
  drops: ['queue_full:3', 'queue_full:1,offline:2'],
}

const KEYS = ['plan', 'a.b', 'size'] as const

/** Gives each field a few labels of its own, so that groups have several events. */
function labelsFor(name: string): readonly (string | number)[] {
  const own = special[name]
  if (own !== undefined && own.length > 0) return own
  const start = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % LABELS.length
  return [0, 1, 2, 3, 4].map((i) => LABELS[(start + i * 3) % LABELS.length] ?? '')
}

type Random = () => number

const whole = (random: Random, below: number): number => Math.floor(random() * below)
const pick = <T>(random: Random, values: readonly T[]): T => values[whole(random, values.length)] as T

function valueFor(field: FieldDescription, random: Random): unknown {
  switch (field.type) {
    case 'boolean':
      return random() < 0.5
    case 'integer':
      return field.name in special ? pick(random, labelsFor(field.name)) : pick(random, [0, 1, 2, 7, 20, 500])
    case 'number':
      // Sums of these are exact, in whatever order they are added.
      return pick(random, [0, 0.25, 0.5, 0.75, 1, 3.5, 100, 250.25, 1999])
    case 'timestamp':
      return new Date(NOW - whole(random, 40 * DAY)).toISOString()
    case 'array':
      return Array.from({ length: whole(random, 4) }, () => pick(random, labelsFor(field.name)))
    case 'map':
      return Object.fromEntries(
        KEYS.filter(() => random() < 0.5).map((key) => [key, pick(random, ['pro', 'Pro', 1, 2.5, true, ''])]),
      )
    case 'object':
      return fieldsFor(field.fields ?? [], random)
    default:
      return pick(random, labelsFor(field.name))
  }
}

const fieldsFor = (fields: readonly FieldDescription[], random: Random): Record<string, unknown> =>
  Object.fromEntries(
    fields.filter(() => random() < 0.7).map((field) => [field.name, valueFor(field, random)]),
  )

/** Names events that metrics read more often than others. */
const frequent: readonly EventName[] = [
  'user_query',
  'agent_response',
  'message_sent',
  'vendor_call',
  'request',
  'decision',
]

function timeFor(random: Random): number {
  const kind = random()
  if (kind < 0.05) return NOW - 365 * DAY - whole(random, 20 * DAY)
  if (kind < 0.08) return NOW + whole(random, 2 * DAY)
  // Many are on the days on which clocks change, and today.
  const days = [Date.UTC(2026, 2, 8), Date.UTC(2026, 2, 29), Date.UTC(2026, 3, 5), NOW - 12 * HOUR]
  if (kind < 0.4) return pick(random, days) - 6 * HOUR + whole(random, 30 * HOUR)
  return NOW - whole(random, 45 * DAY)
}

/** @param count of events of all tenants together */
export function randomEvents(seed: number, count: number): readonly RawEvent[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, i): RawEvent => {
    const event = random() < 0.5 ? pick(random, frequent) : pick(random, eventNames)
    const tenant = random() < 0.6 ? TENANTS[0] : pick(random, TENANTS)
    const time = timeFor(random)
    const context = {
      page_path: pick(random, ['/', '/admin/users', '/Admin']),
      locale: 'de-CH',
      sdk: random() < 0.2 ? 'collector' : 'web',
      ...(random() < 0.3 && { redactions: pick(random, ['email:2,phone:1', 'email:1']) }),
      ...(random() < 0.2 && { removed_fields: whole(random, 4) }),
    }
    const fields: Record<string, unknown> = {
      ...fieldsFor(events[event].fields, random),
      session_id: random() < 0.9 ? `s${whole(random, 25)}` : undefined,
      ...(random() < 0.5 && { user: `hp_${whole(random, 8)}` }),
      ...(random() < 0.6 && { channel: pick(random, ['chat', 'email', 'Chat']) }),
      ...(random() < 0.7 && { context }),
      ...(random() < 0.3 && { ticket_id: `t${whole(random, 6)}` }),
      ...(random() < 0.2 && { collector_redactions: pick(random, ['email:3', 'iban:1,phone:2']) }),
      ...(random() < 0.1 && { collector_removed_fields: 1 + whole(random, 3) }),
    }
    const { id } = testRecord({ n: i + 1, time })
    return { id, event, time, tenant, env: 'test', fields }
  })
}

export const toRecord = ({ event, time, tenant, fields }: RawEvent, index: number) =>
  testRecord({ n: index + 1, time, tenantId: tenant, event, fields } satisfies TestRecord)

/** Returns the session and the person of each tenant whose events are erased. */
export const erased = { session_id: ['s3'], user: ['hp_5'] } as const

export const isErased = ({ tenant, fields }: RawEvent): boolean =>
  tenant === TENANTS[0] &&
  ((erased.session_id as readonly unknown[]).includes(fields.session_id) ||
    (erased.user as readonly unknown[]).includes(fields.user))
