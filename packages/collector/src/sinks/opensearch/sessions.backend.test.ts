import { afterEach, describe, expect, it } from 'vitest'
import type { NewRecord } from '../../log/log.js'
import { TEST_TIME, testRecord } from '../../log/records.fixture.js'
import { testBatch } from '../../testing/sink-contract.js'
import { withServer } from '../../testing/with-server.fixture.js'
import { member } from './connection.js'
import { type TestIndices, testIndicesOf } from './server.fixture.js'
import { createSessionSink, type SessionSinkOptions } from './sessions.js'

const never = () => new AbortController().signal

const request = (n: number, fields: Readonly<Record<string, unknown>> = {}): NewRecord =>
  testRecord({ n, time: TEST_TIME + n * 1000, event: 'request', fields: { session_id: 's1', ...fields } })

withServer('opensearch', ({ url: node }) => {
  const { ends, createIndices } = testIndicesOf(node, afterEach)

  const opened = async (indexPrefix: string, more: Partial<SessionSinkOptions> = {}) => {
    const sink = createSessionSink({
      name: 'opensearch-sessions',
      node,
      username: undefined,
      password: undefined,
      caFile: undefined,
      indexPrefix,
      retentionDays: 36_500,
      idleSeconds: 1800,
      sweepInterval: 1_000_000,
      now: () => TEST_TIME + 3_600_000,
      ...more,
    })
    ends.push(sink.close)
    await sink.open(never())
    return sink
  }

  const summaries = async ({ documents }: TestIndices) =>
    (await documents('session-summaries'))
      .map(({ id, source }) => ({ id, ...Object(source), bookkeeping: undefined }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))

  describe('session summaries', () => {
    it('are one document per session of a tenant, with what its events say', async () => {
      const indices = await createIndices()
      const sink = await opened(indices.prefix)
      const records = [
        request(0, {
          user: 'u1',
          module: 'billing',
          path: '/a',
          asset_types: ['pdf'],
          site_tokens: ['x', 'y'],
        }),
        request(90, {
          user: 'u1',
          module: 'billing',
          path: '/b',
          asset_types: ['pdf', 'csv'],
          site_tokens: ['y'],
        }),
        testRecord({
          n: 3,
          time: TEST_TIME + 30_000,
          event: 'page_view',
          fields: { context: { page_path: '/c' } },
        }),
        request(4, { session_id: 's2', module: 'admin' }),
        { ...testRecord({ n: 5, tenantId: 'globex' }) },
        testRecord({ n: 6, fields: { session_id: undefined } }),
        { ...testRecord({ n: 7 }), bytes: Buffer.from('{"SENTINEL') },
      ]
      expect(await sink.write(testBatch(records), never())).toEqual({
        failed: [{ index: 6, code: 'rejected' }],
      })
      const found = await summaries(indices)
      expect(found.map(({ id }) => id)).toEqual(['acme:s1', 'acme:s2', 'globex:s1'])
      expect(found[0]).toEqual({
        id: 'acme:s1',
        session_id: 's1',
        tenant_id: 'acme',
        env: 'test',
        user: 'u1',
        users: ['u1'],
        modules: ['billing'],
        paths: ['/a', '/b', '/c'],
        asset_types: ['csv', 'pdf'],
        site_tokens: ['x', 'y'],
        start: '2026-01-05T10:00:00.000Z',
        end: '2026-01-05T10:01:30.000Z',
        duration_seconds: 90,
        event_count: 3,
        values_left_out: 0,
        state: 'open',
        last_received: '2026-01-05T10:01:31.500Z',
        last_updated: '2026-01-05T11:00:00.000Z',
        bookkeeping: undefined,
      })
    })

    it('count each event once when a crash re-sends a batch, whole, in part or grown, and when events come late', async () => {
      const indices = await createIndices()
      const records = Array.from({ length: 60 }, (_, n) =>
        request((n * 37) % 60, { session_id: `s${n % 4}`, user: `u${n % 2}`, path: `/${n % 5}` }),
      )
      const expected = await (async () => {
        const other = await createIndices()
        await (await opened(other.prefix)).write(testBatch(records), never())
        return summaries(other)
      })()
      let sink = await opened(indices.prefix)
      for (const [from, to] of [
        [1, 20],
        [1, 20],
        [11, 35],
        [30, 35],
        [36, 60],
        [1, 60],
      ] as const) {
        expect(await sink.write(testBatch(records.slice(from - 1, to), from), never())).toEqual({
          failed: [],
        })
        // As after SIGKILL: nothing but what the server has is left.
        sink = await opened(indices.prefix)
      }
      expect(await summaries(indices)).toEqual(expected)
      expect(expected.map(({ event_count }) => event_count)).toEqual([15, 15, 15, 15])
      // After the loss of the data folder the same ids come in another log.
      await sink.write(testBatch(records, 1, 'otherlog'), never())
      expect(await summaries(indices)).toEqual(expected)
    })

    it('count each event once when a write is aborted at any moment and sent again', async () => {
      const indices = await createIndices()
      const sink = await opened(indices.prefix)
      const records = Array.from({ length: 600 }, (_, n) => request(n, { session_id: `s${n % 300}` }))
      for (const delay of [0, 2, 5, 10, 20, 40, 80]) {
        const abort = new AbortController()
        const settled = sink.write(testBatch(records), abort.signal).then(
          () => undefined,
          () => undefined,
        )
        await new Promise((resolve) => setTimeout(resolve, delay))
        abort.abort()
        await settled
      }
      expect(await sink.write(testBatch(records), never())).toEqual({ failed: [] })
      const found = await summaries(indices)
      expect(found).toHaveLength(300)
      expect(new Set(found.map(({ event_count }) => event_count))).toEqual(new Set([2]))
    })

    it('lose nothing when two collectors write the same session at once', async () => {
      const indices = await createIndices()
      const sinks = await Promise.all([
        opened(indices.prefix),
        opened(indices.prefix),
        opened(indices.prefix),
      ])
      const retried = async (sink: (typeof sinks)[number], batch: ReturnType<typeof testBatch>) => {
        for (;;) {
          const { failed } = await sink.write(batch, never())
          if (failed.length === 0) return
        }
      }
      await Promise.all(
        sinks.map(async (sink, i) => {
          for (let round = 0; round < 10; round++)
            await retried(
              sink,
              testBatch([request(i * 100 + round, { path: `/${i}/${round}` })], round + 1, `log${i}`),
            )
        }),
      )
      const [found] = await summaries(indices)
      expect(found.event_count).toBe(30)
      expect(found.paths).toHaveLength(30)
    })

    it('close what is idle by the time of the log, and open it again', async () => {
      const indices = await createIndices()
      let clock = TEST_TIME
      const sink = await opened(indices.prefix, {
        now: () => clock,
        sweepInterval: 20,
        idleSeconds: 60,
      })
      const states = async () =>
        (await summaries(indices)).map(({ id, state, end_reason }) => [id, state, end_reason])
      const quiet = () => new Promise((resolve) => setTimeout(resolve, 400))
      await sink.write(testBatch([request(0), request(1, { session_id: 's2' })]), never())
      // Far behind the clock: there is a backlog, and nothing of it is idle.
      clock += 30_000
      await sink.write(testBatch([request(10)], 3), never())
      await quiet()
      expect(await states()).toEqual([
        ['acme:s1', 'open', undefined],
        ['acme:s2', 'open', undefined],
      ])
      // The log has come 65 s further: s2 is idle.
      await sink.write(testBatch([request(66)], 4), never())
      await expect.poll(states).toEqual([
        ['acme:s1', 'open', undefined],
        ['acme:s2', 'closed', 'idle'],
      ])
      // Silence: the clock decides, and s1 is closed too. What comes late leaves s2 closed, what comes after
      // opens it.
      await sink.write(testBatch([testRecord({ n: 900, fields: { session_id: 's2' } })], 5), never())
      clock += 3_600_000
      await expect.poll(states).toEqual([
        ['acme:s1', 'closed', 'idle'],
        ['acme:s2', 'closed', 'idle'],
      ])
      clock += 1
      await sink.write(testBatch([request(67, { session_id: 's2' })], 6), never())
      expect(await states()).toContainEqual(['acme:s2', 'open', undefined])
    })

    it('are closed by session_end, and say why', async () => {
      const indices = await createIndices()
      const sink = await opened(indices.prefix)
      const end = testRecord({
        n: 9,
        time: TEST_TIME + 9000,
        event: 'session_end',
        fields: { end_reason: 'logout' },
      })
      await sink.write(testBatch([end, request(1), request(2)]), never())
      expect(await summaries(indices)).toMatchObject([
        { state: 'closed', end_reason: 'logout', event_count: 3 },
      ])
    })

    it('are erased by session and by every pseudonym that was in it, and expire by their end', async () => {
      const indices = await createIndices()
      const sink = await opened(indices.prefix)
      const day = 86_400_000
      await sink.write(
        testBatch([
          request(1, { session_id: 'a', user: 'u1' }),
          request(2, { session_id: 'a', user: 'u2' }),
          request(3, { session_id: 'b', user: 'u2' }),
          request(4, { session_id: 'c', user: 'u3' }),
          testRecord({ n: 5, tenantId: 'globex', fields: { session_id: 'c', user: 'u1' } }),
          testRecord({ n: 6, time: TEST_TIME - 40 * day, fields: { session_id: 'old' } }),
        ]),
        never(),
      )
      const erase = (field: 'session_id' | 'user', value: string) =>
        sink.erase?.({ tenantId: 'acme', field, values: [value] }, never())
      const touched = [`${indices.prefix}session-summaries`]
      expect(await erase('user', 'u1')).toEqual({ records: 0, objects: 1, touched })
      expect(await erase('user', 'u1')).toEqual({ records: 0 })
      expect(await erase('session_id', 'c')).toEqual({ records: 0, objects: 1, touched })
      expect(await sink.expire?.('acme', TEST_TIME - 30 * day, never())).toEqual({ records: 0, objects: 1 })
      expect((await summaries(indices)).map(({ id }) => id)).toEqual(['acme:b', 'globex:c'])
    })

    it('older than the sink keeps them are removed by the sweep', async () => {
      const indices = await createIndices()
      const writing = await opened(indices.prefix)
      await writing.write(
        testBatch([
          request(1),
          testRecord({ n: 2, time: TEST_TIME - 40 * 86_400_000, fields: { session_id: 'old' } }),
        ]),
        never(),
      )
      await opened(indices.prefix, { retentionDays: 30, sweepInterval: 20 })
      await expect.poll(async () => (await summaries(indices)).map(({ id }) => id)).toEqual(['acme:s1'])
    })

    it('answer what usage reports ask', async () => {
      const indices = await createIndices()
      const sink = await opened(indices.prefix)
      await sink.write(
        testBatch([request(0, { module: 'm', user: 'u1' }), request(120, { module: 'n' })]),
        never(),
      )
      await indices.documents('session-summaries')
      const answer = await indices.request('POST', `/${indices.prefix}session-summaries/_search`, {
        size: 0,
        aggs: {
          modules: { terms: { field: 'modules' } },
          duration: { avg: { field: 'duration_seconds' } },
          hidden: { cardinality: { field: 'bookkeeping.counted.ids' } },
        },
      })
      expect(member(answer, 'aggregations', 'duration', 'value')).toBe(120)
      expect(member(answer, 'aggregations', 'modules', 'buckets')).toHaveLength(2)
      expect(member(answer, 'aggregations', 'hidden', 'value')).toBe(0)
    })
  })
})
