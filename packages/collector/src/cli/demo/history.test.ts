/** A history is what real applications could have sent: the catalogue takes every event as it is. */
import { DAY, HOUR } from '@hushlog/base'
import { eventNames, validate } from '@hushlog/schema'
import { sanitize } from '@hushlog/schema/sanitize'
import { expect, test } from 'vitest'
import { GAPS, NEW_TOPIC } from './company.js'
import { createHistory, type HistoryOptions } from './history.js'
import type { DemoEvent } from './timeline.js'

const to = Date.UTC(2026, 10, 30, 10, 20)
const options: HistoryOptions = { seed: 7, events: 20_000, span: { from: to - 60 * DAY, to } }
const eventsOf = (changed: Partial<HistoryOptions> = {}): readonly DemoEvent[] =>
  [...createHistory({ ...options, ...changed })].flat()
const all = eventsOf()
const fields = all.map(({ event }) => event as unknown as Fields)
const ofType = (name: string) => fields.filter(({ event }) => event === name)
type Fields = Readonly<Record<string, unknown>>

function groupBy<T>(items: readonly T[], keyOf: (item: T) => unknown): Map<unknown, T[]> {
  const groups = new Map<unknown, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
const versionOf = ({ context }: Fields): unknown => (context as { sdk_version?: string }).sdk_version

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

test('the catalogue and the sanitizer take every event unchanged', () => {
  const pseudonym = `hu_${'0'.repeat(32)}`
  for (const event of fields) {
    expect(validate(event)).toMatchObject({ ok: true })
    const left = sanitize(event, { content: 'off', pseudonymize: () => pseudonym })
    const persons = Object.keys(event).filter((name) => name === 'user' || name === 'agent')
    expect(left.event).toEqual({
      ...event,
      ...Object.fromEntries(persons.map((name) => [name, pseudonym])),
    })
    expect([left.removed, left.findings]).toEqual([0, {}])
  }
})

test('every event type occurs', () => {
  expect(new Set(fields.map(({ event }) => event))).toEqual(new Set(eventNames))
})

test.each([1, 37, 1_000, 5_001])(
  'a history of %i events has exactly as many, each with an id of its own',
  (events) => {
    const made = eventsOf({ events })
    expect(made).toHaveLength(events)
    expect(new Set(made.map(({ event }) => event.id)).size).toBe(events)
  },
)

test('events come in order, within the span, at the time that they say', () => {
  let before = options.span.from
  for (const { time, event } of all) {
    expect(time).toBeGreaterThanOrEqual(before)
    expect(time).toBeLessThan(to)
    expect(Date.parse(event.ts)).toBe(time)
    before = time
  }
})

test('a seed gives the same history, another one another', () => {
  expect(eventsOf({ events: 500 })).toEqual(eventsOf({ events: 500 }))
  expect(eventsOf({ events: 500, seed: 8 })[0]).not.toEqual(eventsOf({ events: 500 })[0])
})

test('people sleep and have weekends', () => {
  const visits = all.filter(({ event }) => event.event === 'page_view')
  const at = (isChosen: (hours: number, day: number) => boolean) =>
    visits.filter(({ time }) => isChosen(Math.floor((time % DAY) / HOUR), new Date(time).getUTCDay())).length
  expect(at((hour) => hour >= 9 && hour < 12)).toBeGreaterThan(5 * at((hour) => hour < 3))
  expect(at((_, day) => day === 2)).toBeGreaterThan(1.5 * at((_, day) => day === 0))
})

test('a few topics are popular, and customers come back', () => {
  const counts = (values: readonly unknown[]) =>
    [...groupBy(values, (value) => value).values()].map((group) => group.length).sort((a, b) => b - a)
  const topics = counts(ofType('agent_response').map(({ topic }) => topic))
  expect(topics.length).toBeGreaterThan(20)
  expect(topics[0]).toBeGreaterThan(10 * (topics[topics.length >> 1] ?? 0))
  const sessions = new Map(ofType('session_start').map(({ session_id, user }) => [session_id, user]))
  expect(counts([...sessions.values()].filter((user) => user !== undefined))[0]).toBeGreaterThan(5)
})

test('some topics are not in the knowledge base, one of them only at first', () => {
  const rate = (isChosen: (topic: unknown, time: number) => boolean) => {
    const answers = ofType('agent_response').filter(({ topic, ts }) =>
      isChosen(topic, Date.parse(String(ts))),
    )
    return answers.filter(({ no_match }) => no_match === true).length / answers.length
  }
  expect(rate((topic) => GAPS.has(String(topic)))).toBeGreaterThan(0.25)
  expect(rate((topic) => topic === NEW_TOPIC)).toBeGreaterThan(0.25)
  expect(rate((topic, time) => topic === NEW_TOPIC && time > to - 10 * DAY)).toBeLessThan(0.25)
  expect(rate((topic) => topic !== NEW_TOPIC && !GAPS.has(String(topic)))).toBeLessThan(0.1)
})

test('releases shift how long answers take and how sure decisions are', () => {
  const versions = groupBy(ofType('agent_response'), versionOf)
  const latencies = [...versions.values()].map((answers) =>
    median(answers.map(({ processing_time_ms }) => Number(processing_time_ms))),
  )
  expect(Math.max(...latencies) / Math.min(...latencies)).toBeGreaterThan(1.2)
  const sure = groupBy(ofType('decision'), versionOf)
  const confidences = [...sure.values()].map((decisions) =>
    median(decisions.map(({ decision }) => (decision as { confidence: number }).confidence)),
  )
  expect(Math.max(...confidences) - Math.min(...confidences)).toBeGreaterThan(0.05)
})

test('incidents are told twice and end, and predictions have their outcome later', () => {
  const incidents = groupBy(ofType('incident'), ({ incident_id }) => incident_id)
  expect(incidents.size).toBeGreaterThan(5)
  const resolved = [...incidents.values()].filter(([, end]) => end?.resolved_at !== undefined)
  expect(resolved.length).toBeGreaterThan(incidents.size / 2)
  const predictions = groupBy(ofType('prediction'), ({ prediction_id }) => prediction_id)
  const outcomes = [...predictions.values()].flatMap(([first, second]) => [first?.outcome, second?.outcome])
  expect(outcomes.filter((outcome) => outcome === 'unknown').length).toBeGreaterThan(50)
  expect(outcomes.filter((outcome) => outcome === 'success').length).toBeGreaterThan(50)
})

test('tickets are opened once, and most are resolved', () => {
  const tickets = groupBy(ofType('ticket'), ({ ticket_id }) => ticket_id)
  const withStatus = (status: string) =>
    [...tickets.values()].filter((said) => said.some((ticket) => ticket.status === status)).length
  expect(withStatus('opened')).toBe(tickets.size)
  expect(ofType('ticket').filter(({ status }) => status === 'opened')).toHaveLength(tickets.size)
  expect(withStatus('resolved')).toBeGreaterThan(0.7 * tickets.size)
  expect(withStatus('replied')).toBeGreaterThan(0.2 * tickets.size)
  expect(withStatus('reopened')).toBeGreaterThan(0)
})
