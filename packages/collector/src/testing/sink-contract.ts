/**
 * Tests what every sink promises to fan-out. The test of a sink runs it:
 *
 *   testSink({ describe, it }, { name: 'file', once: 'range', create: async () => … })
 *
 * It works with any runner that has `describe` and `it`; assertions are Node's own.
 */
import assert from 'node:assert/strict'
import { DAY } from '@hushlog/base'
import type { NewRecord } from '../log/log.js'
import { TEST_TIME, testRecord } from '../log/records.fixture.js'
import type { Sink, WriteResult } from '../sinks/sink.js'
import { testErasure } from './sink-erasure.js'
import {
  type SinkContract,
  type SinkPlace,
  type SinkTestBody,
  type TestRunner,
  testBatch,
} from './sink-place.js'

export type { ReadBack, SinkContract, SinkPlace, TestRunner } from './sink-place.js'
export { testBatch } from './sink-place.js'

const noAbort = (): AbortSignal => new AbortController().signal

const numbered = (from: number, to: number): NewRecord[] =>
  Array.from({ length: to - from + 1 }, (_, i) =>
    testRecord({ n: from + i, time: TEST_TIME + (from + i) * 1000 }),
  )

const withTitle = (n: number, title: string): NewRecord =>
  testRecord({ n, fields: { context: { page_title: title } } })

const ids = (records: readonly { readonly id: string }[]): string[] => records.map(({ id }) => id).sort()

/** The other fields of a test's record take less than this many bytes. */
const ENVELOPE = 1000

const allStored: WriteResult = { failed: [] }

export function testSink({ describe, it }: TestRunner, contract: SinkContract): void {
  async function withSink(body: SinkTestBody): Promise<void> {
    const place = await contract.create()
    const sink = place.sink()
    try {
      await sink.open(noAbort())
      await body(place, sink)
    } finally {
      await sink.close()
      await place.remove()
    }
  }

  /** Runs `body` with another sink over the same place, as after a restart. */
  async function afterRestart(
    place: SinkPlace,
    before: Sink,
    body: (sink: Sink) => Promise<void>,
  ): Promise<void> {
    await before.close()
    const sink = place.sink()
    try {
      await sink.open(noAbort())
      await body(sink)
    } finally {
      await sink.close()
    }
  }

  describe(`sink contract: ${contract.name}`, () => {
    it('has a policy with limits', async () => {
      const place = await contract.create()
      const { policy } = place.sink()
      for (const limit of [policy.records, policy.bytes, policy.timeout]) assert.ok(limit > 0)
      assert.ok(policy.linger >= 0)
      assert.ok(
        contract.once === 'id' || policy.claim,
        'a sink that stores once by range needs a policy with claim',
      )
      await place.remove()
    })

    it('stores a batch, and reads it back', () =>
      withSink(async (place, sink) => {
        const records = [...numbered(1, 5), testRecord({ n: 6, tenantId: 'globex', event: 'session_start' })]
        assert.deepEqual(await sink.write(testBatch(records), noAbort()), allStored)
        const stored = await place.read()
        assert.deepEqual(ids(stored), ids(records))
        assert.deepEqual(
          stored.filter(({ tenantId }) => tenantId === 'globex').map(({ id }) => id),
          [records[5]?.id],
        )
      }))

    it('stores one copy of a batch that comes twice, also after a restart', () =>
      withSink(async (place, sink) => {
        const batch = testBatch(numbered(1, 4))
        assert.deepEqual(await sink.write(batch, noAbort()), allStored)
        assert.deepEqual(await sink.write(batch, noAbort()), allStored)
        await afterRestart(place, sink, async (restarted) => {
          assert.deepEqual(await restarted.write(batch, noAbort()), allStored)
          assert.deepEqual(ids(await place.read()), ids(batch.records))
        })
      }))

    it('stores one copy of an id that comes twice in a batch', () =>
      withSink(async (place, sink) => {
        const [one, two] = numbered(1, 2)
        assert.ok(one && two)
        assert.deepEqual(await sink.write(testBatch([one, two, one]), noAbort()), allStored)
        assert.deepEqual(ids(await place.read()), ids([one, two]))
      }))

    it('stores the same id of two tenants twice', () =>
      withSink(async (place, sink) => {
        const records = [testRecord({ n: 1 }), testRecord({ n: 1, tenantId: 'globex' })]
        assert.deepEqual(await sink.write(testBatch(records), noAbort()), allStored)
        assert.deepEqual((await place.read()).map(({ tenantId }) => tenantId).sort(), ['acme', 'globex'])
      }))

    it('stores what follows a batch that was sent again after a crash', () =>
      withSink(async (place, sink) => {
        await sink.write(testBatch(numbered(1, 4)), noAbort())
        await afterRestart(place, sink, async (restarted) => {
          await restarted.write(testBatch(numbered(1, 4)), noAbort())
          await restarted.write(testBatch(numbered(5, 6), 5), noAbort())
          assert.deepEqual(ids(await place.read()), ids(numbered(1, 6)))
        })
      }))

    if (contract.once === 'id') {
      it('stores one copy when a crash re-sends a range that has grown', () =>
        withSink(async (place, sink) => {
          await sink.write(testBatch(numbered(1, 4)), noAbort())
          await afterRestart(place, sink, async (restarted) => {
            assert.deepEqual(await restarted.write(testBatch(numbered(3, 8), 3), noAbort()), allStored)
            assert.deepEqual(ids(await place.read()), ids(numbered(1, 8)))
          })
        }))

      it('stores one copy of ids that come in another range or from another log', () =>
        withSink(async (place, sink) => {
          await sink.write(testBatch(numbered(1, 4)), noAbort())
          assert.deepEqual(await sink.write(testBatch(numbered(1, 6), 100), noAbort()), allStored)
          assert.deepEqual(await sink.write(testBatch(numbered(1, 7), 1, 'otherlog'), noAbort()), allStored)
          assert.deepEqual(ids(await place.read()), ids(numbered(1, 7)))
        }))
    }

    it('stores unicode, huge and hostile-key records', () =>
      withSink(async (place, sink) => {
        const titles = [
          'Ärger 😀 \u2028 \u0000 "quoted" \\ ,\n\t',
          'long '.repeat(Math.min(1_000_000, (contract.recordBytes ?? Infinity) - ENVELOPE) / 5),
          "'; DROP TABLE events; --",
        ]
        const hostile = testRecord({ n: 9 })
        const body = Buffer.from(hostile.bytes).toString().slice(0, -1)
        const records = [
          ...titles.map((title, index) => withTitle(index + 1, title)),
          {
            ...hostile,
            bytes: Buffer.from(
              `${body},"__proto__":{"id":"x"},"constructor":1,"toString":null,"":"","a.b":[{}]}`,
            ),
          },
        ]
        assert.deepEqual(await sink.write(testBatch(records), noAbort()), allStored)
        const stored = new Map((await place.read()).map((event) => [event.id, event.pageTitle]))
        assert.equal(stored.size, records.length)
        for (const [index, title] of titles.entries())
          assert.equal(stored.get(records[index]?.id ?? ''), contract.storedText?.(title) ?? title)
      }))

    const { recordBytes } = contract
    if (recordBytes !== undefined)
      it('refuses a record that is too large by its index', () =>
        withSink(async (place, sink) => {
          const records = [...numbered(1, 3), withTitle(4, 'x'.repeat(recordBytes)), ...numbered(5, 6)]
          assert.deepEqual(await sink.write(testBatch(records), noAbort()), {
            failed: [{ index: 3, code: 'too_large' }],
          })
          assert.deepEqual(ids(await place.read()), ids([...numbered(1, 3), ...numbered(5, 6)]))
        }))

    it('stores old and new events of one batch', () =>
      withSink(async (place, sink) => {
        const records = [0, 1, 2, 3].map((n) => testRecord({ n, time: TEST_TIME - n * DAY * 40 }))
        assert.deepEqual(await sink.write(testBatch(records), noAbort()), allStored)
        assert.deepEqual(ids(await place.read()), ids(records))
      }))

    it('rejects at once when aborted before the write, and stores the batch afterwards', () =>
      withSink(async (place, sink) => {
        const batch = testBatch(numbered(1, 3))
        await assert.rejects(sink.write(batch, AbortSignal.abort()))
        assert.deepEqual(await sink.write(batch, noAbort()), allStored)
        assert.deepEqual(ids(await place.read()), ids(batch.records))
      }))

    it('settles soon after an abort during the write, and stores one copy afterwards', () =>
      withSink(async (place, sink) => {
        const batch = testBatch(numbered(1, 3000))
        for (const delay of [0, 1, 5, 20]) {
          const abort = new AbortController()
          const settled = sink.write(batch, abort.signal).then(
            () => 'stored',
            () => 'rejected',
          )
          await new Promise((resolve) => setTimeout(resolve, delay))
          abort.abort()
          // It takes seconds on a busy machine. A sink that ignores the signal would end with its time limit
          // or never.
          const late = new Promise((resolve) => setTimeout(() => resolve('late'), 20_000).unref())
          assert.notEqual(await Promise.race([settled, late]), 'late')
        }
        assert.deepEqual(await sink.write(batch, noAbort()), allStored)
        assert.deepEqual(ids(await place.read()), ids(batch.records))
      }))

    it('opens again after a close, closes twice, and rejects a write in between', () =>
      withSink(async (place, sink) => {
        await sink.close()
        await sink.close()
        await assert.rejects(sink.write(testBatch(numbered(1, 1)), noAbort()))
        await sink.open(noAbort())
        await sink.open(noAbort())
        assert.deepEqual(await sink.write(testBatch(numbered(1, 2)), noAbort()), allStored)
        assert.deepEqual(ids(await place.read()), ids(numbered(1, 2)))
      }))

    it('does not open when aborted', async () => {
      const place = await contract.create()
      await assert.rejects(place.sink().open(AbortSignal.abort()))
      await place.remove()
    })

    it('names nothing of a record in an error', () =>
      withSink(async (_place, sink) => {
        await sink.close()
        const thrown: unknown = await sink.write(testBatch([withTitle(1, 'SENTINEL')]), noAbort()).then(
          () => undefined,
          (error: unknown) => error,
        )
        assert.ok(thrown instanceof Error)
        assert.doesNotMatch(
          `${thrown.name} ${thrown.message} ${thrown.stack} ${JSON.stringify(thrown)}`,
          /SENTINEL/,
        )
      }))

    for (const [index, refused] of contract.refused.entries())
      it(`refuses only the bad record, by its index, and again after a crash (${index + 1})`, () =>
        withSink(async (place, sink) => {
          const good = numbered(1, 20)
          const batch = testBatch([...good.slice(0, 7), refused, ...good.slice(7)])
          const answer: WriteResult = { failed: [{ index: 7, code: 'rejected' }] }
          assert.deepEqual(await sink.write(batch, noAbort()), answer)
          assert.deepEqual(ids(await place.read()), ids(good))
          await afterRestart(place, sink, async (restarted) => {
            assert.deepEqual(await restarted.write(batch, noAbort()), answer)
            assert.deepEqual(ids(await place.read()), ids(good))
          })
        }))

    testErasure({ it, contract, withSink, afterRestart })

    if (contract.refused.length > 0)
      it('refuses many records of several kinds by their exact indices', () =>
        withSink(async (place, sink) => {
          const good = numbered(1, 6)
          const mixed = good.flatMap((record, index) => [
            record,
            ...contract.refused.slice(index % 2).map((refused, k) => ({
              ...refused,
              id: testRecord({ n: 1000 + index * 100 + k }).id,
            })),
          ])
          const { failed } = await sink.write(testBatch(mixed), noAbort())
          const goodIds = new Set(ids(good))
          assert.deepEqual(
            failed.map(({ index }) => index),
            mixed.flatMap(({ id }, index) => (goodIds.has(id) ? [] : [index])),
          )
          assert.deepEqual(ids(await place.read()), ids(good))
        }))
  })
}
