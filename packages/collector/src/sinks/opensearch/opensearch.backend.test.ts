import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { TEST_TIME, testId, testRecord, unreadableRecords } from '../../log/records.fixture.js'
import { testBatch, testSink } from '../../testing/sink-contract.js'
import { withServer } from '../../testing/with-server.fixture.js'
import { member } from './connection.js'
import { createOpenSearchSink } from './opensearch.js'
import { createTestIndices, testIndicesOf } from './server.fixture.js'
import { setUpOpenSearch } from './setup.js'

const never = () => new AbortController().signal

withServer('opensearch', ({ url: node }) => {
  const makeSink = (indexPrefix: string, at = node) =>
    createOpenSearchSink({
      name: 'opensearch',
      node: at,
      username: undefined,
      password: undefined,
      caFile: undefined,
      indexPrefix,
      retentionDays: 90,
      sessions: false,
    })

  testSink(
    { describe, it },
    {
      name: 'opensearch',
      once: 'id',
      erases: true,
      expires: true,
      refused: [
        ...unreadableRecords,
        testRecord({ n: 501, fields: { query_length: 'SENTINEL' } }),
        testRecord({ n: 504, event: 'custom', fields: { properties: 'SENTINEL' } }),
      ],
      async create() {
        const indices = await createTestIndices(node)
        return {
          sink: () => makeSink(indices.prefix),
          read: async () =>
            (await indices.documents('*-events-*')).map(({ source }) => {
              const title = member(source, 'context', 'page_title')
              return {
                id: String(member(source, 'id')),
                tenantId: String(member(source, 'tenant_id')),
                pageTitle: typeof title === 'string' ? title : null,
              }
            }),
          remove: indices.remove,
        }
      },
    },
  )

  describe('opensearch sink', () => {
    const { ends, createIndices } = testIndicesOf(node, afterEach)

    const opened = async (prefix: string, at?: string) => {
      const sink = makeSink(prefix, at)
      ends.push(sink.close)
      await sink.open(never())
      return sink
    }

    it('puts requests and other events into daily indices by event time, with the event id as _id', async () => {
      const { prefix, documents } = await createIndices()
      const sink = await opened(prefix)
      const request = testRecord({
        n: 1,
        time: Date.UTC(2026, 0, 5, 23, 59, 59, 999),
        event: 'request',
        fields: {
          user: 'u1',
          path: '/a',
          method: 'GET',
          status_code: 200,
          response_time_ms: 12.5,
          module: 'm',
        },
      })
      const query = testRecord({ n: 2, time: Date.UTC(2026, 0, 6) })
      await sink.write(testBatch([request, query]), never())
      const stored = await documents()
      expect(stored.map(({ index, id }) => [index, id]).sort()).toEqual([
        ['hushlog-events-2026.01.06', query.id],
        ['request-events-2026.01.05', request.id],
      ])
      expect(stored.find(({ id }) => id === request.id)?.source).toMatchObject({
        id: request.id,
        timestamp: '2026-01-05T23:59:59.999Z',
        ts: '2026-01-05T23:59:59.999Z',
        session_id: 's1',
        user: 'u1',
        path: '/a',
        method: 'GET',
        status_code: 200,
        response_time_ms: 12.5,
        module: 'm',
      })
    })

    it('maps known fields, and adds no other field to an index', async () => {
      const { prefix, request, documents } = await createIndices()
      const sink = await opened(prefix)
      const fields = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`made_up_${i}`, i]))
      const properties = { '': 1, 'a.b': true, a: 'x', '.': 'y', __proto__x: 'z' }
      const records = [
        testRecord({ n: 1, fields }),
        testRecord({ n: 2, event: 'custom', fields: { name: 'n', properties } }),
      ]
      expect(await sink.write(testBatch(records), never())).toEqual({ failed: [] })
      const mapping = await request('GET', `/${prefix}hushlog-events-2026.01.05/_mapping`)
      const found = member(mapping, `${prefix}hushlog-events-2026.01.05`, 'mappings')
      expect(found).toMatchObject({
        dynamic: 'false',
        properties: { ts: { type: 'date' }, user: { type: 'keyword' }, properties: { type: 'flat_object' } },
      })
      expect(JSON.stringify(found)).not.toContain('made_up')
      const custom = (await documents()).find(({ id }) => id === records[1]?.id)
      expect(member(custom?.source, 'properties')).toEqual(properties)
      const hits = await request('POST', `/${prefix}hushlog-events-*/_search`, {
        query: { term: { 'properties.a': 'x' } },
      })
      expect(member(hits, 'hits', 'total', 'value')).toBe(1)
    })

    it('stores one id of two tenants twice, in any order and however often they come', async () => {
      const { prefix, documents } = await createIndices()
      const sink = await opened(prefix)
      const mine = testRecord({ n: 1 })
      const theirs = testRecord({ n: 1, tenantId: 'globex' })
      for (const batch of [[mine], [theirs], [mine, theirs], [theirs, theirs, mine]])
        expect(await sink.write(testBatch(batch), never())).toEqual({ failed: [] })
      expect((await documents()).map(({ id, source }) => [id, member(source, 'tenant_id')]).sort()).toEqual([
        [mine.id, 'acme'],
        [`globex:${mine.id}`, 'globex'],
      ])
    })

    it('refuses a document that no request can hold, and stores the others in several requests', async () => {
      const { prefix, documents } = await createIndices()
      const bodies: number[] = []
      const sink = await opened(prefix, await through({ seen: (size) => bodies.push(size) }))
      const titled = (n: number, length: number) =>
        testRecord({ n, fields: { context: { page_title: 'é'.repeat(length) } } })
      const records = [titled(1, 2_000_000), titled(2, 5_100_000), titled(3, 2_500_000), titled(4, 10)]
      expect(await sink.write(testBatch(records), never())).toEqual({
        failed: [{ index: 1, code: 'too_large' }],
      })
      const sent = bodies.filter((size) => size > 1_000_000)
      expect(sent).toHaveLength(1)
      expect(Math.max(...bodies)).toBeLessThanOrEqual(10_000_000)
      expect(await documents()).toHaveLength(3)
      const more = await sink.write(testBatch([titled(5, 3_000_000), titled(6, 3_000_000)]), never())
      expect(more).toEqual({ failed: [] })
      expect(bodies.filter((size) => size > 1_000_000)).toHaveLength(3)
    })

    it('halves a request that a proxy finds too large, down to the record that is', async () => {
      const { prefix, documents } = await createIndices()
      const sink = await opened(prefix, await through({ limit: 4_000 }))
      const records = Array.from({ length: 40 }, (_, n) =>
        testRecord({ n, fields: { context: { page_title: 'x'.repeat(n === 17 ? 5_000 : 10) } } }),
      )
      expect(await sink.write(testBatch(records), never())).toEqual({
        failed: [{ index: 17, code: 'too_large' }],
      })
      expect(await documents()).toHaveLength(39)
    })

    it('names exactly what was throttled or unavailable, and stores the rest', async () => {
      const { prefix, documents } = await createIndices()
      let answer = 429
      let bulks = 0
      const at = await through({
        // Every second body, so that some of the write is stored.
        refuse: (path) => (path.startsWith('/_bulk') && bulks++ % 2 === 1 ? answer : undefined),
      })
      const sink = await opened(prefix, at)
      const records = Array.from({ length: 3 }, (_, n) =>
        testRecord({ n, fields: { context: { page_title: 'x'.repeat(6_000_000) } } }),
      )
      expect(await sink.write(testBatch(records), never())).toEqual({
        failed: [{ index: 1, code: 'throttled' }],
      })
      expect(await documents()).toHaveLength(2)
      answer = 503
      expect(await sink.write(testBatch(records), never())).toEqual({
        failed: [
          { index: 0, code: 'unavailable' },
          { index: 2, code: 'unavailable' },
        ],
      })
      answer = 401
      await expect(sink.write(testBatch(records), never())).rejects.toMatchObject({
        name: 'OpenSearchError',
        code: 'HTTP_401',
      })
    })

    it('sets aside what a closed or blocked index refuses, so that other days pass', async () => {
      const { prefix, request, documents } = await createIndices()
      const sink = await opened(prefix)
      await sink.write(testBatch([testRecord({ n: 1 })]), never())
      const index = `${prefix}hushlog-events-2026.01.05`
      const two = testBatch([testRecord({ n: 2 }), testRecord({ n: 3, time: TEST_TIME - 86_400_000 })], 2)
      const refused = { failed: [{ index: 0, code: 'partition_refused' }] }
      await request('POST', `/${index}/_close`)
      expect(await sink.write(two, never())).toEqual(refused)
      await request('POST', `/${index}/_open?wait_for_active_shards=1`)
      for (const block of ['write', 'read_only']) {
        await request('PUT', `/${index}/_settings`, { index: { blocks: { [block]: true } } })
        expect(await sink.write(two, never())).toEqual(refused)
        await request('PUT', `/${index}/_settings`, { index: { blocks: { [block]: false } } })
      }
      await request('PUT', `/${index}/_settings`, { index: { blocks: { read_only_allow_delete: true } } })
      // A full disk blocks so, until it has room again.
      expect(await sink.write(two, never())).toEqual({ failed: [{ index: 0, code: 'throttled' }] })
      await request('PUT', `/${index}/_settings`, { index: { blocks: { read_only_allow_delete: false } } })
      expect(await documents()).toHaveLength(2)
      expect(await sink.write(two, never())).toEqual({ failed: [] })
    })

    it('waits where the index of now cannot be made, and sets aside what is late', async () => {
      const { prefix, request } = await createIndices()
      const sink = await opened(prefix)
      const limit = (shards: number | null) =>
        request('PUT', '/_cluster/settings', {
          persistent: { cluster: { max_shards_per_node: shards } },
        })
      await sink.write(testBatch([testRecord({ n: 1 })]), never())
      await limit(1)
      ends.push(() => limit(null))
      const now = testRecord({ n: 2, time: TEST_TIME + 86_400_000 })
      const late = {
        ...testRecord({ n: 3, time: TEST_TIME - 40 * 86_400_000 }),
        receivedAt: TEST_TIME,
      }
      expect(await sink.write(testBatch([now, late, testRecord({ n: 4 })], 2), never())).toEqual({
        failed: [
          { index: 0, code: 'unavailable' },
          { index: 1, code: 'partition_refused' },
        ],
      })
    })

    it('leaves templates of this version alone, and replaces those of another', async () => {
      const { prefix, request } = await createIndices()
      const path = `/_index_template/${prefix}request-events`
      const template = async () => member(await request('GET', path), 'index_templates', 0, 'index_template')
      await opened(prefix)
      const made = await template()
      // An operator's own number of shards stays.
      await request('PUT', path, {
        ...Object(made),
        template: { ...Object(member(made, 'template')), settings: { index: { number_of_shards: 3 } } },
      })
      await opened(prefix)
      expect(member(await template(), 'template', 'settings', 'index', 'number_of_shards')).toBe('3')
      // An older version without a field, with an index that was made by it.
      await request('PUT', path, {
        index_patterns: [`${prefix}request-events-*`],
        priority: 200,
        template: {
          mappings: { dynamic: false, properties: { id: { type: 'keyword', ignore_above: 1024 } } },
        },
        _meta: { hushlog: 'older' },
      })
      const index = `${prefix}request-events-2026.01.05`
      await request('PUT', `/${index}`)
      await opened(prefix)
      expect(await template()).toEqual(made)
      const mapping = await request('GET', `/${index}/_mapping`)
      expect(member(mapping, index, 'mappings', 'properties', 'status_code', 'type')).toBe('long')
    })

    it('can be set up in advance, reports what was made, and changes nothing in a dry run', async () => {
      const { prefix, request } = await createIndices()
      const setUp = async (dryRun: boolean) => {
        const reported: [string, string][] = []
        await setUpOpenSearch(
          {
            node,
            username: undefined,
            password: undefined,
            caFile: undefined,
            indexPrefix: prefix,
            retentionDays: 30,
          },
          { dryRun, signal: never(), report: ({ state, what }) => reported.push([state, what]) },
        )
        return reported
      }
      const templates = ['request-events', 'hushlog-events', 'session-summaries'].map(
        (name) => `index template ${prefix}${name}`,
      )
      // This server has no plugins.
      const policy = expect.stringContaining(`${prefix}hushlog-retention: the cluster has no Index State`)
      const all = (state: string) => [...templates.map((what) => [state, what]), ['missing', policy]]
      expect(await setUp(true)).toEqual(all('missing'))
      expect(member(await request('GET', `/_index_template/${prefix}request-events`), 'status')).toBe(404)
      expect(await setUp(false)).toEqual(all('made'))
      expect(await setUp(false)).toEqual(all('there'))
    })

    it('puts the retention policy once where there is the plugin, and again when the days change', async () => {
      const { prefix } = await createIndices()
      const policies = new Map<string, unknown>()
      const sent: string[] = []
      const at = await through({
        plugin: (method, path, body) => {
          sent.push(`${method} ${path}`)
          const name = path.split('?')[0] ?? ''
          const known = policies.get(name)
          if (method === 'PUT') policies.set(name, body)
          if (method === 'GET' && known === undefined) return { status: 404, body: { error: {} } }
          return { status: 200, body: { _seq_no: 3, _primary_term: 1, ...Object(known) } }
        },
      })
      for (const retentionDays of [30, 30, 7]) {
        const options = { node: at, username: undefined, password: undefined, caFile: undefined }
        await setUpOpenSearch(
          { ...options, indexPrefix: prefix, retentionDays },
          { dryRun: false, signal: never(), report: () => undefined },
        )
      }
      const path = `/_plugins/_ism/policies/${prefix}hushlog-retention`
      expect(sent).toEqual([
        `GET ${path}`,
        `PUT ${path}`,
        `GET ${path}`,
        `GET ${path}`,
        `PUT ${path}?if_seq_no=3&if_primary_term=1`,
      ])
      expect(member(policies.get(path), 'policy', 'states', 0, 'transitions', 0, 'conditions')).toEqual({
        min_index_age: '7d',
      })
    })

    it('names only the code when it cannot connect', async () => {
      const sink = makeSink('x-', 'http://127.0.0.1:1')
      await expect(sink.open(never())).rejects.toMatchObject({
        code: 'ECONNREFUSED',
        message: 'the opensearch sink failed: ECONNREFUSED',
      })
    })

    it('repeats nothing of a record that the server quotes in its reasons', async () => {
      const { prefix } = await createIndices()
      const answers: string[] = []
      const sink = await opened(prefix, await through({ answered: (text) => answers.push(text) }))
      const { failed } = await sink.write(
        testBatch([testRecord({ n: 1, fields: { query_length: 'SENTINEL' } })]),
        never(),
      )
      expect(failed).toEqual([{ index: 0, code: 'rejected' }])
      expect(answers.join('')).toContain('mapper_parsing_exception')
      expect(answers.join('')).not.toContain('SENTINEL')
    })

    it('stores 6,000 events once, though every batch comes twice', async () => {
      const { prefix, request } = await createIndices()
      const sink = await opened(prefix)
      const records = Array.from({ length: 6_000 }, (_, n) =>
        testRecord({ n, event: n % 2 === 0 ? 'request' : 'page_view', time: TEST_TIME + n * 10_000 }),
      )
      const began = performance.now()
      for (let from = 0; from < records.length; from += 2_000)
        for (const _ of [1, 2])
          await sink.write(testBatch(records.slice(from, from + 2_000), from + 1), never())
      console.log(`  opensearch: 6,000 events twice in ${Math.round(performance.now() - began)} ms`)
      await request('POST', `/${prefix}*-events-*/_refresh`)
      const counted = await request('GET', `/${prefix}*-events-*/_count`)
      expect(member(counted, 'count')).toBe(6_000)
      expect(records[0]?.id).toBe(testId(TEST_TIME, 0))
    })

    interface Through {
      /** Bytes of a bulk that are too many. */
      readonly limit?: number
      /** A status to answer with in place of the server. */
      readonly refuse?: (path: string) => number | undefined
      readonly seen?: (bytes: number) => void
      /** Answers in place of the plugin that this server does not have. */
      readonly plugin?: (method: string, path: string, body: unknown) => { status: number; body: unknown }
      readonly answered?: (text: string) => void
    }

    /** Starts a proxy in front of the real server. */
    async function through({ limit = Infinity, refuse, seen, answered, plugin }: Through): Promise<string> {
      const proxy: Server = createServer(async (request, response) => {
        const chunks: Buffer[] = []
        for await (const chunk of request) chunks.push(chunk)
        const body = Buffer.concat(chunks)
        seen?.(body.length)
        const path = request.url ?? '/'
        const bulk = path.startsWith('/_bulk')
        const refused = bulk && body.length > limit ? 413 : refuse?.(path)
        if (refused !== undefined) {
          response.writeHead(refused, { 'content-type': 'text/html' }).end('<h1>no</h1>')
          return
        }
        if (plugin !== undefined && path.startsWith('/_plugins/')) {
          const own = plugin(
            request.method ?? '',
            path,
            body.length > 0 ? JSON.parse(String(body)) : undefined,
          )
          response.writeHead(own.status).end(JSON.stringify(own.body))
          return
        }
        const answer = await fetch(new URL(path, node), {
          method: request.method ?? 'GET',
          headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
          ...(body.length > 0 ? { body } : {}),
        })
        const text = await answer.text()
        answered?.(text)
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
      })
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
      ends.push(() => {
        proxy.closeAllConnections()
        proxy.close()
      })
      const { port } = proxy.address() as AddressInfo
      return `http://127.0.0.1:${port}`
    }
  })
})
