/**
 * Tests what every log promises. The test of an implementation runs it:
 *
 *   testLog({ describe, it }, { name: 'lmdb', create: async () => … })
 *
 * It works with any runner that has `describe` and `it`; assertions are Node's own.
 */
import assert from 'node:assert/strict'
import { DAY } from '@hushlog/base'
import { type Log, LogFullError, type LogRange, type NewRecord, type StoredRecord } from './log.js'
import { TEST_TIME, testId, testRecord } from './records.fixture.js'

export interface TestRunner {
  describe(name: string, body: () => void): void
  it(name: string, body: () => Promise<void>): void
}

export interface LogLimits {
  readonly maxBytes?: number
  readonly dedupeDays?: number
}

export interface LogPlace {
  /** Opens the log of this place, after a `close` as after a restart. Its time is that of `clock`. */
  open(limits?: LogLimits): Promise<Log>
  readonly clock: { now: number }
  /** Removes the place. */
  remove(): Promise<void>
}

export interface LogContract {
  readonly name: string
  /** Makes an empty place for each test. */
  create(): Promise<LogPlace>
}

const ALL = { records: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY }

const numbered = (from: number, to: number, more: Partial<NewRecord> = {}): NewRecord[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ ...testRecord({ n: from + i }), ...more }))

const sized = (n: number, bytes: number): NewRecord => ({
  ...testRecord({ n }),
  bytes: Buffer.alloc(bytes, 120),
})

const sequences = (records: readonly StoredRecord[] = []): number[] => records.map(({ sequence }) => sequence)

const isFull =
  (reason: LogFullError['reason']) =>
  (error: unknown): boolean =>
    error instanceof LogFullError && error.reason === reason

/** Reads and commits everything, and returns the records. */
export const drain = async (log: Log, reader: string, limit = ALL): Promise<StoredRecord[]> => {
  const all: StoredRecord[] = []
  for (let batch = log.read(reader, limit); batch !== undefined; batch = log.read(reader, limit)) {
    assert.deepEqual(await log.readInSlices(reader, limit), batch)
    all.push(...batch.records)
    await log.commit(reader, batch.range)
  }
  return all
}

export const testLog = ({ describe, it }: TestRunner, { name, create }: LogContract): void => {
  const withLog = (title: string, body: (log: Log, place: LogPlace) => Promise<void>, limits?: LogLimits) =>
    it(title, async () => {
      const place = await create()
      const log = await place.open(limits)
      try {
        await body(log, place)
      } finally {
        await log.close()
        await place.remove()
      }
    })

  /** Closes the log, and runs `body` with the log that is opened again. */
  const reopened = async (
    log: Log,
    place: LogPlace,
    body: (log: Log) => Promise<void>,
    limits?: LogLimits,
  ) => {
    await log.close()
    const again = await place.open(limits)
    try {
      await body(again)
    } finally {
      await again.close()
    }
  }

  describe(`the log on ${name}: records`, () => {
    withLog('are read back as they were, in order, numbered from 1', async (log) => {
      await log.openReader('a')
      const records: NewRecord[] = [
        testRecord({ n: 1 }),
        { ...testRecord({ n: 2, tenantId: 'other-tenant', event: 'session_end' }), hasText: true },
        { ...testRecord({ n: 3 }), time: -1.5, receivedAt: 2 ** 45, bytes: Buffer.from('{"text":"ü🙂"}') },
        { ...testRecord({ n: 4 }), id: `7${'Z'.repeat(25)}`, bytes: Buffer.alloc(0) },
        { ...testRecord({ n: 5 }), id: '0'.repeat(26) },
      ]
      assert.deepEqual(await log.append(records), Array(5).fill('stored'))
      const batch = log.read('a', ALL)
      assert.deepEqual(batch?.range, { from: 1, to: 5 })
      for (const [i, expected] of records.entries()) {
        const stored: StoredRecord = batch?.records[i] ?? assert.fail('missing')
        const { bytes, ...header } = stored
        const { bytes: sent, ...sentHeader } = expected
        assert.deepEqual(header, { ...sentHeader, sequence: i + 1 })
        assert.equal(Buffer.compare(Buffer.from(bytes), Buffer.from(sent)), 0)
      }
    })
    withLog('are read in slices while others run and append', async (log) => {
      await log.openReader('a')
      for (let n = 1; n < 20_000; n += 500) await log.append(numbered(n, n + 499))
      let turns = 0
      const count = () => {
        turns++
        turn = setImmediate(count)
      }
      let turn = setImmediate(count)
      const [batch] = await Promise.all([log.readInSlices('a', ALL), log.append(numbered(30_001, 30_010))])
      clearImmediate(turn)
      assert.deepEqual(batch?.range, { from: 1, to: 20_000 })
      assert.deepEqual(
        sequences(batch.records),
        Array.from({ length: 20_000 }, (_, i) => i + 1),
      )
      assert.ok(turns > 0)
    })
    withLog('of one call may be 5,000, and megabytes', async (log) => {
      await log.openReader('a')
      const big = Array.from({ length: 5 }, (_, i) => sized(10_001 + i, 900_000))
      await log.append([...numbered(1, 5_000), ...big])
      const read = await drain(log, 'a')
      assert.deepEqual(
        sequences(read),
        Array.from({ length: 5_005 }, (_, i) => i + 1),
      )
      assert.equal(read.at(-1)?.bytes.length, 900_000)
    })
    withLog('are there after a restart, and the sequence numbers go on', async (log, place) => {
      await log.openReader('a')
      await log.append(numbered(1, 3))
      const { id } = log
      assert.match(id, /^[0-9a-z]{8}$/)
      await reopened(log, place, async (again) => {
        assert.equal(again.id, id)
        assert.deepEqual(again.stats(), { ...again.stats(), records: 3, head: 3 })
        await again.append(numbered(4, 4))
        assert.deepEqual(sequences(again.read('a', ALL)?.records), [1, 2, 3, 4])
      })
    })
    withLog('of concurrent calls are all stored, those of one call together', async (log) => {
      await log.openReader('a')
      await Promise.all(Array.from({ length: 40 }, (_, i) => log.append(numbered(i * 10 + 1, i * 10 + 10))))
      const read = await drain(log, 'a')
      assert.equal(read.length, 400)
      for (let i = 0; i < 400; i += 10) {
        const ids = read.slice(i, i + 10).map(({ id }) => id)
        const first = ids[0] ?? ''
        const n = [...Array(400).keys()].find((k) => testId(TEST_TIME, k) === first) ?? Number.NaN
        assert.deepEqual(
          ids,
          Array.from({ length: 10 }, (_, k) => testId(TEST_TIME, n + k)),
        )
      }
    })
    withLog('are not stored by an empty call', async (log) => {
      assert.deepEqual(await log.append([]), [])
      assert.equal(log.stats().head, 0)
    })
    withLog('whose id is no ULID are refused with their whole call', async (log) => {
      for (const id of [
        '',
        'x'.repeat(26),
        `8${'0'.repeat(25)}`,
        testId(TEST_TIME, 1).toLowerCase(),
        'é'.repeat(26),
      ]) {
        await assert.rejects(log.append([testRecord({ n: 1 }), { ...testRecord({ n: 2 }), id }]), RangeError)
      }
      assert.equal(log.stats().head, 0)
      assert.deepEqual(await log.append([testRecord({ n: 1 })]), ['stored'])
    })
  })

  describe(`the log on ${name}: duplicates`, () => {
    withLog('are recognized in one call, in a later one, and in two concurrent ones', async (log) => {
      const [one, two] = numbered(1, 2)
      assert.ok(one && two)
      assert.deepEqual(await log.append([one, two, one]), ['stored', 'stored', 'duplicate'])
      assert.deepEqual(await log.append([two]), ['duplicate'])
      const three = testRecord({ n: 3 })
      const both = await Promise.all([log.append([three]), log.append([three])])
      assert.deepEqual(both.flat().sort(), ['duplicate', 'stored'])
      assert.equal(log.stats().head, 3)
    })
    withLog('are recognized after a restart, and after the record was trimmed', async (log, place) => {
      await log.openReader('a')
      await log.append(numbered(1, 2))
      await drain(log, 'a')
      assert.equal(await log.trim(place.clock.now), 2)
      await reopened(log, place, async (again) => {
        assert.deepEqual(await again.append(numbered(1, 3)), ['duplicate', 'duplicate', 'stored'])
      })
    })
    withLog('are separate for each tenant, even if one name begins with the other', async (log) => {
      for (const tenantId of ['a', 'ab', 'b', 'ab-c']) {
        assert.deepEqual(await log.append([testRecord({ n: 1, tenantId })]), ['stored'])
      }
    })
    withLog(
      'are forgotten when `dedupeDays` are over, not before',
      async (log, place) => {
        const begin = place.clock.now
        await log.append(numbered(1, 2_500))
        place.clock.now = begin + DAY
        await log.append(numbered(3_001, 3_002))
        await log.trim(begin + 2 * DAY - 1)
        assert.deepEqual(await log.append(numbered(1, 1)), ['duplicate'])
        await log.trim(begin + 2 * DAY + 1)
        assert.deepEqual(await log.append(numbered(2_500, 2_500)), ['stored'])
        assert.deepEqual(await log.append(numbered(1, 1)), ['stored'])
        assert.deepEqual(await log.append(numbered(3_001, 3_001)), ['duplicate'])
        // It was stored again just now, so that it is remembered again.
        await log.trim(begin + 3 * DAY + 1)
        assert.deepEqual(await log.append(numbered(3_001, 3_001)), ['stored'])
      },
      { dedupeDays: 2 },
    )
  })

  describe(`the log on ${name}: reading`, () => {
    withLog('keeps the limits, but returns one record whatever its size', async (log) => {
      await log.openReader('a')
      await log.append([sized(1, 100), sized(2, 100), sized(3, 5_000), sized(4, 100)])
      assert.deepEqual(log.read('a', { records: 3, bytes: 200 })?.range, { from: 1, to: 2 })
      assert.deepEqual(log.read('a', { records: 1, bytes: 200 })?.range, { from: 1, to: 1 })
      await log.commit('a', { from: 1, to: 2 })
      assert.deepEqual(log.read('a', { records: 9, bytes: 10 })?.range, { from: 3, to: 3 })
    })
    withLog('begins anywhere in an append', async (log) => {
      await log.openReader('a')
      await log.append(numbered(1, 7))
      await log.append(numbered(8, 10))
      const read: number[] = []
      for (
        let batch = log.read('a', { ...ALL, records: 3 });
        batch;
        batch = log.read('a', { ...ALL, records: 3 })
      ) {
        read.push(...sequences(batch.records))
        await log.commit('a', batch.range)
      }
      assert.deepEqual(read, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
      assert.equal(log.read('a', ALL), undefined)
    })
    withLog('is separate for each reader', async (log) => {
      await log.openReader('a')
      await log.append(numbered(1, 4))
      await log.openReader('b')
      await log.commit('a', { from: 1, to: 3 })
      assert.deepEqual(sequences(log.read('a', ALL)?.records), [4])
      assert.deepEqual(sequences(log.read('b', ALL)?.records), [1, 2, 3, 4])
      assert.deepEqual([...log.readers()].sort(), ['a', 'b'])
    })
    withLog('needs a reader that was opened', async (log) => {
      assert.throws(() => log.read('nobody', ALL))
      await assert.rejects(async () => log.commit('nobody', { from: 1, to: 1 }))
    })
    withLog(
      'goes on after a restart behind the last commit; opening a reader again changes nothing',
      async (log, place) => {
        await log.openReader('a')
        await log.append(numbered(1, 5))
        await log.commit('a', { from: 1, to: 2 })
        await log.openReader('a')
        await reopened(log, place, async (again) => {
          await again.openReader('a')
          assert.deepEqual(sequences(again.read('a', ALL)?.records), [3, 4, 5])
        })
      },
    )
    withLog('is durable after a flush', async (log, place) => {
      await log.openReader('a')
      await log.openReader('b')
      await log.append(numbered(1, 5))
      await log.flush()
      await log.commit('a', { from: 1, to: 2 })
      await log.commit('b', { from: 1, to: 4 })
      await log.flush()
      await reopened(log, place, async (again) => {
        assert.deepEqual(sequences(again.read('a', ALL)?.records), [3, 4, 5])
        assert.deepEqual(sequences(again.read('b', ALL)?.records), [5])
      })
      await assert.rejects(async () => log.flush())
    })
    withLog(
      'without a reader begins at the given sequence number, or at the oldest record',
      async (log, place) => {
        assert.equal(log.scan(1, ALL), undefined)
        await log.openReader('a')
        await log.append(numbered(1, 4))
        await log.append(numbered(5, 9))
        assert.deepEqual(log.scan(3, { ...ALL, records: 4 })?.range, { from: 3, to: 6 })
        assert.equal(log.scan(10, ALL), undefined)
        await log.commit('a', { from: 1, to: 4 })
        await log.trim(place.clock.now)
        assert.deepEqual(sequences(log.scan(1, ALL)?.records), [5, 6, 7, 8, 9])
        assert.equal(log.readerStats('a', 0).lagRecords, 5)
      },
    )
    withLog(
      'moves back for a store that has lost something, as far as the log has it',
      async (log, place) => {
        await log.openReader('a')
        await log.openReader('b')
        for (let n = 1; n <= 6; n++) await log.append(numbered(n, n))
        await log.commit('a', { from: 1, to: 6 })
        assert.equal(await log.rewind('a', 6), undefined)
        assert.equal(await log.rewind('a', 4), undefined)
        assert.deepEqual(sequences(log.read('a', ALL)?.records), [5, 6])
        await log.commit('a', { from: 5, to: 6 })
        await log.commit('b', { from: 1, to: 4 })
        await log.trim(place.clock.now)
        assert.deepEqual(await log.rewind('a', 1), { from: 2, to: 4 })
        assert.deepEqual(sequences(log.read('a', ALL)?.records), [5, 6])
        await reopened(log, place, async (again) => {
          assert.deepEqual(sequences(again.read('a', ALL)?.records), [5, 6])
        })
      },
    )
    withLog('only moves forward', async (log) => {
      await log.openReader('a')
      await log.append(numbered(1, 5))
      await log.commit('a', { from: 1, to: 4 })
      await log.commit('a', { from: 1, to: 2 })
      assert.deepEqual(sequences(log.read('a', ALL)?.records), [5])
      await assert.rejects(async () => log.commit('a', { from: 5, to: 6 }), RangeError)
    })
    withLog('is announced after each append that stored something', async (log) => {
      let calls = 0
      const off = log.onAppend(() => calls++)
      await log.append(numbered(1, 2))
      await log.append(numbered(1, 2))
      assert.equal(calls, 1)
      off()
      await log.append(numbered(3, 3))
      assert.equal(calls, 1)
    })
  })

  describe(`the log on ${name}: claims`, () => {
    const claim: LogRange = { from: 1, to: 4 }
    withLog(
      'are read whole until they are committed, whatever the limit, also after a restart',
      async (log, place) => {
        await log.openReader('a')
        await log.append(numbered(1, 3))
        await log.append(numbered(4, 9))
        await log.claim('a', claim)
        assert.deepEqual(log.read('a', { records: 1, bytes: 1 })?.range, claim)
        assert.deepEqual(sequences(log.read('a', ALL)?.records), [1, 2, 3, 4])
        const inSlices = await log.readInSlices('a', { records: 1, bytes: 1 })
        assert.deepEqual(inSlices, log.read('a', ALL))
        await reopened(log, place, async (again) => {
          await again.openReader('a')
          assert.deepEqual(sequences(again.read('a', { records: 1, bytes: 1 })?.records), [1, 2, 3, 4])
          await again.commit('a', claim)
          assert.deepEqual(sequences(again.read('a', ALL)?.records), [5, 6, 7, 8, 9])
        })
      },
    )
    withLog('begin behind the cursor and end in the log', async (log) => {
      await log.openReader('a')
      await log.append(numbered(1, 3))
      for (const range of [
        { from: 2, to: 3 },
        { from: 1, to: 4 },
        { from: 1, to: 0 },
      ]) {
        await assert.rejects(log.claim('a', range), RangeError)
      }
      assert.equal(log.read('a', ALL)?.records.length, 3)
    })
  })

  describe(`the log on ${name}: trimming`, () => {
    withLog('frees what every reader has committed, and nothing else', async (log, place) => {
      const { now } = place.clock
      await log.openReader('fast')
      await log.openReader('slow')
      await log.append(numbered(1, 10))
      await log.append(numbered(11, 20))
      await drain(log, 'fast')
      assert.equal(await log.trim(now), 0)
      await log.commit('slow', { from: 1, to: 15 })
      assert.equal((await log.trim(now)) >= 10, true)
      assert.deepEqual(sequences(await drain(log, 'slow')), [16, 17, 18, 19, 20])
      await log.trim(now)
      assert.deepEqual(log.stats(), { records: 0, bytes: 0, head: 20 })
    })
    withLog('frees thousands, and never reuses their sequence numbers', async (log, place) => {
      await log.openReader('a')
      for (let i = 0; i < 150; i++) await log.append(numbered(i * 10 + 1, i * 10 + 10))
      await drain(log, 'a', { ...ALL, records: 500 })
      assert.equal(await log.trim(place.clock.now), 1_500)
      await reopened(log, place, async (again) => {
        assert.equal(again.stats().head, 1_500)
        await again.append(numbered(2_001, 2_001))
        assert.deepEqual(sequences(again.read('a', ALL)?.records), [1_501])
      })
    })
    withLog('frees nothing without readers; a new reader begins at the oldest record', async (log, place) => {
      await log.append(numbered(1, 3))
      assert.equal(await log.trim(place.clock.now), 0)
      await log.openReader('a')
      await log.commit('a', { from: 1, to: 3 })
      await log.append(numbered(4, 5))
      await log.trim(place.clock.now)
      await log.openReader('b')
      assert.deepEqual(sequences(log.read('b', ALL)?.records), [4, 5])
    })
    withLog('and overwriting what was freed changes nothing else', async (log, place) => {
      await log.openReader('a')
      await log.openReader('b')
      for (let i = 0; i < 60; i++) await log.append(numbered(i * 10 + 1, i * 10 + 10))
      await log.commit('a', { from: 1, to: 600 })
      await log.commit('b', { from: 1, to: 500 })
      await log.trim(place.clock.now)
      const during = log.append(numbered(601, 605))
      await Promise.all([log.scrub(), log.scrub(), during])
      assert.equal(log.read('b', ALL)?.records.length, 105)
      assert.deepEqual(await log.append(numbered(1, 1)), ['duplicate'])
      await reopened(log, place, async (again) => {
        assert.deepEqual(sequences(again.read('a', ALL)?.records), [601, 602, 603, 604, 605])
        assert.equal(again.read('b', ALL)?.records.length, 105)
        await again.scrub()
        assert.equal(again.stats().records, 105)
      })
    })
    withLog('is not held back by a reader that was dropped', async (log, place) => {
      await log.openReader('removed')
      await log.openReader('a')
      await log.append(numbered(1, 3))
      await drain(log, 'a')
      await log.dropReader('removed')
      assert.equal(await log.trim(place.clock.now), 3)
      await reopened(log, place, async (again) => {
        assert.deepEqual(again.readers(), ['a'])
      })
    })
  })

  describe(`the log on ${name}: figures and limits`, () => {
    withLog('count the records and the lag of a reader', async (log) => {
      await log.openReader('a')
      const records = [sized(1, 100), { ...sized(2, 50), receivedAt: TEST_TIME + 10_000 }]
      await log.append(records)
      assert.deepEqual(log.stats(), { records: 2, bytes: 150, head: 2 })
      await log.commit('a', { from: 1, to: 1 })
      assert.deepEqual(log.readerStats('a', TEST_TIME + 12_500), { lagRecords: 1, lagSeconds: 2.5 })
      await log.commit('a', { from: 2, to: 2 })
      assert.deepEqual(log.readerStats('a', TEST_TIME + 12_500), { lagRecords: 0, lagSeconds: 0 })
    })
    withLog(
      'refuse an append that does not fit, store nothing of it, and take it later',
      async (log, place) => {
        await log.openReader('a')
        await log.append([sized(1, 600)])
        await assert.rejects(log.append([sized(2, 300), sized(3, 300)]), isFull('limit'))
        const attempts = await Promise.allSettled([log.append([sized(4, 300)]), log.append([sized(5, 300)])])
        assert.deepEqual(attempts.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
        assert.deepEqual(log.stats(), { records: 2, bytes: 900, head: 2 })
        await drain(log, 'a')
        await log.trim(place.clock.now)
        assert.deepEqual(await log.append([sized(2, 300), sized(3, 300)]), ['stored', 'stored'])
        await reopened(
          log,
          place,
          async (again) => {
            await assert.rejects(again.append([sized(9, 500)]), isFull('limit'))
          },
          { maxBytes: 1_000 },
        )
      },
      { maxBytes: 1_000 },
    )
    withLog('include appends before a close, and none after it', async (log) => {
      const pending = log.append(numbered(1, 3))
      await log.close()
      assert.deepEqual(await pending, ['stored', 'stored', 'stored'])
      await assert.rejects(log.append(numbered(4, 4)))
      await log.close()
    })
  })
}
