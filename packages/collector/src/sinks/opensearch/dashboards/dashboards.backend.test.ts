import { expect, it } from 'vitest'
import { testRecord } from '../../../log/records.fixture.js'
import { testBatch } from '../../../testing/sink-contract.js'
import { withServer } from '../../../testing/with-server.fixture.js'
import { member } from '../connection.js'
import { createOpenSearchSink } from '../opensearch.js'
import { createTestIndices } from '../server.fixture.js'
import { createSessionSink } from '../sessions.js'
import { byId, requestOf } from './dashboards.fixture.js'

withServer('opensearch', ({ url: node }) => {
  it('charts of usage show the figures that were counted by hand', async () => {
    const indices = await createTestIndices(node)
    const options = {
      node,
      username: undefined,
      password: undefined,
      caFile: undefined,
      indexPrefix: indices.prefix,
    }
    const events = createOpenSearchSink({ ...options, name: 'o', retentionDays: 90, sessions: true })
    const sessions = createSessionSink({ ...options, name: 's', retentionDays: 36_500, idleSeconds: 1800 })
    const never = new AbortController().signal
    let n = 0
    const request = (
      [day, second]: readonly [number, number],
      session: string,
      user: string,
      fields: Readonly<Record<string, unknown>>,
    ) =>
      testRecord({
        n: ++n,
        time: Date.UTC(2026, 4, day, 12) + second * 1000,
        event: 'request',
        fields: { session_id: session, user, ...fields },
      })
    const records = [
      request([1, 0], 'a', 'u1', { module: 'billing', asset_types: ['pdf'], site_tokens: ['x'] }),
      request([1, 5], 'a', 'u1', { module: 'billing', asset_types: ['pdf'], site_tokens: ['x'] }),
      request([1, 0], 'b', 'u1', { module: 'admin', site_tokens: ['y', 'x'] }),
      request([1, 30], 'b', 'u1', { module: 'billing' }),
      request([1, 0], 'c', 'u2', { asset_types: ['csv', 'pdf'] }),
      request([1, 4000], 'c', 'u2', {}),
      request([2, 0], 'd', 'u3', { module: 'admin' }),
    ]
    try {
      for (const sink of [events, sessions]) {
        await sink.open(never)
        expect(await sink.write(testBatch(records), never)).toEqual({ failed: [] })
      }
      await indices.documents()
      const ask = async (id: string): Promise<readonly unknown[]> => {
        const object = byId(`hushlog-${id}`)
        if (object === undefined) throw new Error('no such object')
        const { index, body } = requestOf(object)
        const target = index.split(',').map((name) => `${indices.prefix}${name}`)
        const answer = await indices.request('POST', `/${target.join(',')}/_search`, body)
        const buckets = member(answer, 'aggregations', 'days', 'buckets')
        return Array.isArray(buckets) ? buckets : []
      }
      const figures = async (id: string, ...path: string[]) =>
        (await ask(id)).map((bucket) => [
          member(bucket, 'key_as_string') ?? member(bucket, 'key'),
          member(bucket, ...path),
        ])

      expect(await figures('unique-users', 'value', 'value')).toEqual([
        ['2026-05-01T00:00:00.000Z', 2],
        ['2026-05-02T00:00:00.000Z', 1],
      ])
      expect(await figures('sessions-per-user', 'sessions_per_user', 'value')).toEqual([
        ['2026-05-01T00:00:00.000Z', 1.5],
        ['2026-05-02T00:00:00.000Z', 1],
      ])
      expect(await figures('session-duration', 'value', 'value')).toEqual([
        ['2026-05-01T00:00:00.000Z', 1345],
        ['2026-05-02T00:00:00.000Z', 0],
      ])
      expect((await figures('session-durations', 'doc_count')).map(([, count]) => count)).toEqual([
        2, 1, 0, 0, 0, 0, 1,
      ])
      expect(await figures('modules', 'doc_count')).toEqual([
        ['admin', 2],
        ['billing', 2],
      ])
      expect(await figures('sites', 'doc_count')).toEqual([
        ['x', 2],
        ['y', 1],
      ])
      expect(await figures('asset-types', 'doc_count')).toEqual([
        ['pdf', 2],
        ['csv', 1],
      ])
    } finally {
      await events.close()
      await sessions.close()
      await indices.remove()
    }
  })
})
