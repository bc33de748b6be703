/**
 * Tests that a sink removes exactly the records that are selected, and that nothing of them can be read
 * afterwards.
 */
import assert from 'node:assert/strict'
import { DAY } from '@hushlog/base'
import type { NewRecord } from '../log/log.js'
import { TEST_TIME, testRecord } from '../log/records.fixture.js'
import type { Selector, Sink } from '../sinks/sink.js'
import { type SinkContract, type SinkPlace, type SinkTestBody, testBatch } from './sink-place.js'

const noAbort = (): AbortSignal => new AbortController().signal

interface Suite {
  readonly it: (name: string, body: () => Promise<void>) => void
  readonly contract: SinkContract
  readonly withSink: (body: SinkTestBody) => Promise<void>
  readonly afterRestart: (
    place: SinkPlace,
    before: Sink,
    body: (sink: Sink) => Promise<void>,
  ) => Promise<void>
}

/** Makes a selector that is frozen throughout, so that a sink that changes its input throws. */
const selector = (field: Selector['field'], values: readonly string[], tenantId = 'acme'): Selector =>
  Object.freeze({ tenantId, field, values: Object.freeze([...values]) })

const ids = (records: readonly { readonly id: string }[]): string[] => records.map(({ id }) => id).sort()

const idsOf = async (place: SinkPlace): Promise<string[]> => ids(await place.read())

const erase = (sink: Sink, what: Selector, signal = noAbort()) =>
  sink.erase?.(what, signal) ?? Promise.reject(new Error('the sink does not erase'))

/** Makes a pseudonym: they have 128 bits in hexadecimal digits. */
const pseudonym = (digit: string): string => `hp_${digit.repeat(32)}`

const ofSession = (n: number, session_id: string, more: Partial<Parameters<typeof testRecord>[0]> = {}) =>
  testRecord({ n, ...more, fields: { session_id } })

const ofUser = (n: number, user: string, tenantId = 'acme') =>
  testRecord({ n, tenantId, fields: { session_id: `s${n}`, user } })

export function testErasure({ it, contract, withSink, afterRestart }: Suite): void {
  if (contract.erases !== true)
    it('has no erase', async () => {
      const place = await contract.create()
      assert.equal(place.sink().erase, undefined)
      await place.remove()
    })
  else {
    it('erases exactly the selected session of the selected tenant, and counts it', () =>
      withSink(async (place, sink) => {
        const erased = [
          ofSession(1, 'out'),
          ofSession(2, 'out', { event: 'agent_response' }),
          ofSession(3, 'out', { event: 'page_view', time: TEST_TIME - 3 * DAY }),
          ofSession(4, 'out', { event: 'session_end', time: TEST_TIME + 3_600_000 }),
        ]
        const remaining = [
          ofSession(11, 'out', { tenantId: 'globex' }),
          ofSession(12, 'stays'),
          ofSession(13, 'outside'),
          ofSession(14, 'OUT'),
          testRecord({ n: 15, fields: { session_id: undefined } }),
          testRecord({ n: 16, fields: { session_id: 's9', trace_id: 'out' } }),
        ]
        const mixed = remaining.flatMap((record, i): NewRecord[] => [record, ...erased.slice(i, i + 1)])
        await sink.write(testBatch(mixed), noAbort())
        const { records, objects } = await erase(sink, selector('session_id', ['out']))
        assert.equal(records, erased.length)
        assert.ok(objects === undefined || objects > 0)
        assert.deepEqual(await idsOf(place), ids(remaining))
        await afterRestart(place, sink, async () => assert.deepEqual(await idsOf(place), ids(remaining)))
      }))

    it('erases a person by all pseudonyms of the selector', () =>
      withSink(async (place, sink) => {
        const erased = [ofUser(1, pseudonym('a')), ofUser(2, pseudonym('b')), ofUser(3, pseudonym('a'))]
        const remaining = [
          ofUser(11, pseudonym('c')),
          ofUser(12, pseudonym('a'), 'globex'),
          ofSession(13, pseudonym('a')),
        ]
        await sink.write(testBatch([...remaining, ...erased]), noAbort())
        const { records } = await erase(
          sink,
          selector('user', [pseudonym('a'), pseudonym('b'), pseudonym('d')]),
        )
        assert.equal(records, erased.length)
        assert.deepEqual(await idsOf(place), ids(remaining))
      }))

    it('counts 0 for a second erasure and for unknown values', () =>
      withSink(async (place, sink) => {
        const remaining = [ofSession(2, 'stays'), ofUser(3, pseudonym('a'))]
        await sink.write(testBatch([ofSession(1, 'out'), ...remaining]), noAbort())
        assert.equal((await erase(sink, selector('session_id', ['out']))).records, 1)
        assert.equal((await erase(sink, selector('session_id', ['out']))).records, 0)
        for (const unknown of [
          selector('session_id', ['nobody']),
          selector('session_id', ['stays'], 'globex'),
          selector('session_id', ['stays'], 'nobody'),
          selector('session_id', [pseudonym('a')]),
          selector('user', ['stays']),
          selector('user', []),
        ]) {
          const { records, objects = 0 } = await erase(sink, unknown)
          assert.deepEqual({ records, objects }, { records: 0, objects: 0 })
        }
        assert.deepEqual(await idsOf(place), ids(remaining))
      }))

    it('does not take values for patterns or parts of a statement', () =>
      withSink(async (place, sink) => {
        const records = ['a_b', 'axb', 'a-b', 'a', 'ab'].map((session, n) => ofSession(n, session))
        await sink.write(testBatch(records), noAbort())
        for (const hostile of ['%', '*', 'a*', '_', "' OR '1'='1", '"', '\\', '.*', '{}', ''])
          assert.equal((await erase(sink, selector('session_id', [hostile]))).records, 0)
        assert.equal((await erase(sink, selector('session_id', ['a_b']))).records, 1)
        assert.deepEqual(await idsOf(place), ids(records.slice(1)))
      }))

    it('erases hundreds of records out of several batches, and takes new ones afterwards', () =>
      withSink(async (place, sink) => {
        const mixed = Array.from({ length: 240 }, (_, n) =>
          ofSession(n, n % 2 === 0 ? 'out' : 'stays', { time: TEST_TIME + n * 60_000 }),
        )
        await sink.write(testBatch(mixed.slice(0, 120)), noAbort())
        await sink.write(testBatch(mixed.slice(120), 121), noAbort())
        assert.equal((await erase(sink, selector('session_id', ['out']))).records, 120)
        const later = [ofSession(900, 'out'), ofSession(901, 'stays')]
        await sink.write(testBatch(later, 241), noAbort())
        const remaining = mixed.filter((_, n) => n % 2 === 1)
        assert.deepEqual(await idsOf(place), ids([...remaining, ...later]))
      }))

    it('erases records that were written before a restart', () =>
      withSink(async (place, sink) => {
        await sink.write(testBatch([ofSession(1, 'out'), ofSession(2, 'stays')]), noAbort())
        await afterRestart(place, sink, async (restarted) => {
          assert.equal((await erase(restarted, selector('session_id', ['out']))).records, 1)
          assert.deepEqual(await idsOf(place), ids([ofSession(2, 'stays')]))
        })
      }))

    it('does not erase when aborted or closed, names nothing in the error, and erases afterwards', () =>
      withSink(async (place, sink) => {
        const out = selector('session_id', ['SENTINEL'])
        await sink.write(testBatch([ofSession(1, 'SENTINEL'), ofSession(2, 'stays')]), noAbort())
        await assert.rejects(erase(sink, out, AbortSignal.abort()))
        assert.equal((await idsOf(place)).length, 2)
        await sink.close()
        const thrown: unknown = await erase(sink, out).catch((error: unknown) => error)
        assert.ok(thrown instanceof Error)
        assert.doesNotMatch(`${thrown.name} ${thrown.message} ${JSON.stringify(thrown)}`, /SENTINEL/)
        await sink.open(noAbort())
        assert.equal((await erase(sink, out)).records, 1)
        assert.deepEqual(await idsOf(place), ids([ofSession(2, 'stays')]))
      }))
  }

  if (contract.expires === true)
    it('expires the older records of one tenant, and counts them', () =>
      withSink(async (place, sink) => {
        const at = (n: number, days: number, tenantId = 'acme') =>
          testRecord({ n, tenantId, time: TEST_TIME - days * DAY })
        const remaining = [at(1, 0), at(2, 29), at(3, 31, 'globex')]
        const erased = [at(11, 31), at(12, 90)]
        await sink.write(testBatch([...erased, ...remaining]), noAbort())
        const before = TEST_TIME - 30 * DAY
        const expire = () => sink.expire?.('acme', before, noAbort())
        assert.equal((await expire())?.records, erased.length)
        assert.deepEqual(await idsOf(place), ids(remaining))
        assert.equal((await expire())?.records, 0)
      }))
}
