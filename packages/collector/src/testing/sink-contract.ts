/**
 * What every sink promises to fan-out, as tests that a sink's own short test runs:
 *
 *   testSink({ describe, it }, { name: 'file', once: 'range', create: async () => … })
 *
 * Works with any runner that has `describe` and `it`; assertions are Node's own.
 */
import assert from 'node:assert/strict'
import type { NewRecord } from '../log/log.js'
import type { Sink, WriteResult } from '../sinks/sink.js'
import { TEST_TIME, testRecord } from './records.js'
import { testErasure } from './sink-erasure.js'
import {
  type InPlaceBody,
  type SinkContract,
  type SinkPlace,
  type TestRunner,
  testBatch,
} from './sink-place.fixture.js'

export type { ReadBack, SinkContract, SinkPlace, TestRunner } from './sink-place.fixture.js'
export { testBatch } from './sink-place.fixture.js'

const never = (): AbortSignal => new AbortController().signal

const numbered = (from: number, to: number): NewRecord[] =>
  Array.from({ length: to - from + 1 }, (_, i) =>
    testRecord({ n: from + i, time: TEST_TIME + (from + i) * 1000 }),
  )

const titled = (n: number, title: string): NewRecord =>
  testRecord({ n, fields: { context: { page_title: title } } })

const ids = (records: readonly { readonly id: string }[]): string[] => records.map(({ id }) => id).sort()

/** Room for the other fields of a test's record, bytes. */
const ENVELOPE = 1000

const allStored: WriteResult = { failed: [] }

export function testSink({ describe, it }: TestRunner, contract: SinkContract): void {
  async function inPlace(body: InPlaceBody): Promise<void> {
    const place = await contract.create()
    const sink = place.sink()
    try {
      await sink.open(never())
      await body(place, sink)
    } finally {
      await sink.close()
      await place.remove()
    }
  }

  /** Another sink over the same place, as after a restart. */
  async function again(place: SinkPlace, before: Sink, body: (sink: Sink) => Promise<void>): Promise<void> {
    await before.close()
    const sink = place.sink()
    try {
      await sink.open(never())
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
      assert.ok(contract.once === 'id' || policy.claim, 'once by range needs claimed ranges')
      await place.remove()
    })

    it('stores a batch, and reads it back', () =>
      inPlace(async (place, sink) => {
        const records = [...numbered(1, 5), testRecord({ n: 6, tenantId: 'globex', event: 'session_start' })]
        assert.deepEqual(await sink.write(testBatch(records), never()), allStored)
        const stored = await place.read()
        assert.deepEqual(ids(stored), ids(records))
        assert.deepEqual(
          stored.filter(({ tenantId }) => tenantId === 'globex').map(({ id }) => id),
          [records[5]?.id],
        )
      }))

    it('stores one copy of a batch that comes twice, also after a restart', () =>
      inPlace(async (place, sink) => {
        const batch = testBatch(numbered(1, 4))
        assert.deepEqual(await sink.write(batch, never()), allStored)
        assert.deepEqual(await sink.write(batch, never()), allStored)
        await again(place, sink, async (restarted) => {
          assert.deepEqual(await restarted.write(batch, never()), allStored)
          assert.deepEqual(ids(await place.read()), ids(batch.records))
        })
      }))

    it('stores one copy of an id that comes twice in a batch', () =>
      inPlace(async (place, sink) => {
        const [one, two] = numbered(1, 2)
        assert.ok(one && two)
        assert.deepEqual(await sink.write(testBatch([one, two, one]), never()), allStored)
        assert.deepEqual(ids(await place.read()), ids([one, two]))
      }))

    it('keeps the same id of two tenants apart', () =>
      inPlace(async (place, sink) => {
        const records = [testRecord({ n: 1 }), testRecord({ n: 1, tenantId: 'globex' })]
        assert.deepEqual(await sink.write(testBatch(records), never()), allStored)
        assert.deepEqual((await place.read()).map(({ tenantId }) => tenantId).sort(), ['acme', 'globex'])
      }))

    it('stores what follows a batch that was sent again after a crash', () =>
      inPlace(async (place, sink) => {
        await sink.write(testBatch(numbered(1, 4)), never())
        await again(place, sink, async (restarted) => {
          await restarted.write(testBatch(numbered(1, 4)), never())
          await restarted.write(testBatch(numbered(5, 6), 5), never())
          assert.deepEqual(ids(await place.read()), ids(numbered(1, 6)))
        })
      }))

    if (contract.once === 'id') {
      it('stores one copy when a crash re-sends a range that has grown', () =>
        inPlace(async (place, sink) => {
          await sink.write(testBatch(numbered(1, 4)), never())
          await again(place, sink, async (restarted) => {
            assert.deepEqual(await restarted.write(testBatch(numbered(3, 8), 3), never()), allStored)
            assert.deepEqual(ids(await place.read()), ids(numbered(1, 8)))
          })
        }))

      it('stores one copy of ids that come in another range or from another log', () =>
        inPlace(async (place, sink) => {
          await sink.write(testBatch(numbered(1, 4)), never())
          assert.deepEqual(await sink.write(testBatch(numbered(1, 6), 100), never()), allStored)
          assert.deepEqual(await sink.write(testBatch(numbered(1, 7), 1, 'otherlog'), never()), allStored)
          assert.deepEqual(ids(await place.read()), ids(numbered(1, 7)))
        }))
    }

    it('stores unicode, huge and hostile-key records', () =>
      inPlace(async (place, sink) => {
        const titles = [
          'Ärger 😀 \u2028 \u0000 "quoted" \\ ,\n\t',
          'long '.repeat(Math.min(1_000_000, (contract.recordBytes ?? Infinity) - ENVELOPE) / 5),
          "'; DROP TABLE events; --",
        ]
        const hostile = testRecord({ n: 9 })
        const body = Buffer.from(hostile.bytes).toString().slice(0, -1)
        const records = [
          ...titles.map((title, index) => titled(index + 1, title)),
          {
            ...hostile,
            bytes: Buffer.from(
              `${body},"__proto__":{"id":"x"},"constructor":1,"toString":null,"":"","a.b":[{}]}`,
            ),
          },
        ]
        assert.deepEqual(await sink.write(testBatch(records), never()), allStored)
        const stored = new Map((await place.read()).map((event) => [event.id, event.pageTitle]))
        assert.equal(stored.size, records.length)
        for (const [index, title] of titles.entries())
          assert.equal(stored.get(records[index]?.id ?? ''), contract.storedText?.(title) ?? title)
      }))

    const { recordBytes } = contract
    if (recordBytes !== undefined)
      it('refuses what is too large by its index', () =>
        inPlace(async (place, sink) => {
          const records = [...numbered(1, 3), titled(4, 'x'.repeat(recordBytes)), ...numbered(5, 6)]
          assert.deepEqual(await sink.write(testBatch(records), never()), {
            failed: [{ index: 3, code: 'too_large' }],
          })
          assert.deepEqual(ids(await place.read()), ids([...numbered(1, 3), ...numbered(5, 6)]))
        }))

    it('stores old and new events of one batch', () =>
      inPlace(async (place, sink) => {
        const records = [0, 1, 2, 3].map((n) => testRecord({ n, time: TEST_TIME - n * 86_400_000 * 40 }))
        assert.deepEqual(await sink.write(testBatch(records), never()), allStored)
        assert.deepEqual(ids(await place.read()), ids(records))
      }))

    it('rejects at once when aborted before the write, and stores the batch afterwards', () =>
      inPlace(async (place, sink) => {
        const batch = testBatch(numbered(1, 3))
        await assert.rejects(sink.write(batch, AbortSignal.abort()))
        assert.deepEqual(await sink.write(batch, never()), allStored)
        assert.deepEqual(ids(await place.read()), ids(batch.records))
      }))

    it('settles soon after an abort during the write, and stores one copy afterwards', () =>
      inPlace(async (place, sink) => {
        const batch = testBatch(numbered(1, 3000))
        for (const delay of [0, 1, 5, 20]) {
          const abort = new AbortController()
          const settled = sink.write(batch, abort.signal).then(
            () => 'stored',
            () => 'rejected',
          )
          await new Promise((resolve) => setTimeout(resolve, delay))
          abort.abort()
          // Seconds on a busy machine; a sink that ignores the signal would end never, or with its time limit.
          const late = new Promise((resolve) => setTimeout(() => resolve('late'), 20_000).unref())
          assert.notEqual(await Promise.race([settled, late]), 'late')
        }
        assert.deepEqual(await sink.write(batch, never()), allStored)
        assert.deepEqual(ids(await place.read()), ids(batch.records))
      }))

    it('opens again after a close, closes twice, and rejects a write in between', () =>
      inPlace(async (place, sink) => {
        await sink.close()
        await sink.close()
        await assert.rejects(sink.write(testBatch(numbered(1, 1)), never()))
        await sink.open(never())
        await sink.open(never())
        assert.deepEqual(await sink.write(testBatch(numbered(1, 2)), never()), allStored)
        assert.deepEqual(ids(await place.read()), ids(numbered(1, 2)))
      }))

    it('does not open when aborted', async () => {
      const place = await contract.create()
      await assert.rejects(place.sink().open(AbortSignal.abort()))
      await place.remove()
    })

    it('names nothing of a record in an error', () =>
      inPlace(async (_place, sink) => {
        await sink.close()
        const thrown: unknown = await sink.write(testBatch([titled(1, 'SENTINEL')]), never()).then(
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
      it(`refuses a record alone and by its index, and again after a crash (${index + 1})`, () =>
        inPlace(async (place, sink) => {
          const good = numbered(1, 20)
          const batch = testBatch([...good.slice(0, 7), refused, ...good.slice(7)])
          const answer: WriteResult = { failed: [{ index: 7, code: 'rejected' }] }
          assert.deepEqual(await sink.write(batch, never()), answer)
          assert.deepEqual(ids(await place.read()), ids(good))
          await again(place, sink, async (restarted) => {
            assert.deepEqual(await restarted.write(batch, never()), answer)
            assert.deepEqual(ids(await place.read()), ids(good))
          })
        }))

    testErasure({ it, contract, inPlace, again })

    if (contract.refused.length > 0)
      it('refuses many records of several kinds by their exact indices', () =>
        inPlace(async (place, sink) => {
          const good = numbered(1, 6)
          const mixed = good.flatMap((record, index) => [
            record,
            ...contract.refused.slice(index % 2).map((refused, k) => ({
              ...refused,
              id: testRecord({ n: 1000 + index * 100 + k }).id,
            })),
          ])
          const { failed } = await sink.write(testBatch(mixed), never())
          const goodIds = new Set(ids(good))
          assert.deepEqual(
            failed.map(({ index }) => index),
            mixed.flatMap(({ id }, index) => (goodIds.has(id) ? [] : [index])),
          )
          assert.deepEqual(ids(await place.read()), ids(good))
        }))
  })
}
