/** The shared vectors go through the built Node SDK, and what arrives at a server is what the vector says. */

import { type Vector, vectors } from '@hushlog/schema/vectors'
import { createHushlog, type Hushlog } from '@hushlog/sdk-node'
import { expect, test } from 'vitest'
import { type ReceivedEvent, startFakeCollector } from '../conformance/fake-collector.js'

type Fields = Record<string, unknown>

/** The SDK makes these fields, whatever it is passed. */
const OWN = ['id', 'schema_version', 'event']
const OWN_CONTEXT = ['sdk', 'sdk_version', 'rules', 'redactions', 'removed_fields']
/** Texts are cut to this length; tests of the sanitizer cover longer ones. */
const TEXT_LIMIT = 1000

const track = (hush: Hushlog, event: unknown, fields: unknown) =>
  (hush.track as (event: unknown, fields: unknown) => boolean)(event, fields)

/** Sends one event and returns what the server received, or the reason why it received nothing. */
async function pass(
  content: 'off' | 'redacted',
  event: unknown,
  fields: unknown,
): Promise<ReceivedEvent | string> {
  const collector = await startFakeCollector()
  try {
    const warnings: string[] = []
    const hush = createHushlog({
      endpoint: collector.url,
      writeKey: 'hlw_vectors',
      content,
      warn: (message) => warnings.push(message),
    })
    const taken = track(hush, event, fields)
    await hush.shutdown()
    const [received] = [...collector.stored.values(), ...collector.reports.values()]
    if (!taken) return warnings.join()
    if (received === undefined) throw new Error('taken, but not delivered')
    return received
  } finally {
    await collector.close()
  }
}

function without(object: unknown, names: readonly string[]): Fields {
  return Object.fromEntries(
    Object.entries((object ?? {}) as Fields).filter(([name]) => !names.includes(name)),
  )
}

const comparable = (event: unknown) => {
  const fields = without(event, OWN)
  return { ...fields, context: without(fields.context, OWN_CONTEXT) }
}

const remarks = ({ remarks: found = [] }: Vector) =>
  found
    .map(({ rule, count }) => `${rule}:${count}`)
    .sort()
    .join(',')

const redactions = (event: ReceivedEvent) => (event.context as { redactions?: string }).redactions ?? ''

const of = (kind: Vector['kind']) => vectors.filter((vector) => vector.kind === kind)
const fits = ({ input, output }: Vector) =>
  Math.max(String(input).length, String(output).length) <= TEXT_LIMIT

test('there are vectors of each kind', () => {
  expect(
    [of('text').filter(fits).length, of('url').length, of('event').length].every((count) => count > 5),
  ).toBe(true)
})

test.concurrent.each(
  of('text')
    .filter(fits)
    .map((vector) => [vector.id, vector] as const),
)('text %s', async (_, vector) => {
  const received = await pass('redacted', 'feedback', { comment: vector.input })
  expect(received).toMatchObject({ comment: vector.output })
  expect(redactions(received as ReceivedEvent)).toBe(remarks(vector))
  const off = await pass('off', 'feedback', { comment: vector.input })
  expect(off).not.toHaveProperty('comment')
})

test.concurrent.each(of('url').map((vector) => [vector.id, vector] as const))('url %s', async (_, vector) => {
  const received = (await pass('off', 'cta_clicked', { target: vector.input })) as ReceivedEvent
  expect(received.target ?? '').toBe(vector.output)
})

test.concurrent.each(of('event').map((vector) => [vector.id, vector] as const))(
  'event %s',
  async (_, vector) => {
    const { event, ...fields } = (vector.input ?? {}) as Fields
    const received = await pass(vector.options?.content ?? 'off', event, fields)
    if (vector.error === undefined) {
      expect(comparable(received)).toEqual(comparable(vector.output))
      expect(redactions(received as ReceivedEvent)).toBe(remarks(vector))
      return
    }
    const { code, path } = vector.error
    const [root = ''] = path.split('.')
    // The SDK makes these fields and the object itself, so that they cannot be wrong in what it sends.
    if (path === '') expect(received).toContain('missing_field at event')
    else if (root === 'id' || root === 'schema_version') expect(received).toHaveProperty('id')
    else expect(received).toContain(`${code} at ${path}`)
  },
)
