/**
 * The roles of `deploy/opensearch`, held against a real node that checks each action against the role which a
 * request says it has. The node has no Index State Management: for it the proxy answers, and checks the role
 * alike.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { opensearchTemplates } from '@hushlog/schema/tables'
import { afterEach, expect, it } from 'vitest'
import { parse } from 'yaml'
import { TEST_TIME, testRecord } from '../../log/records.fixture.js'
import { packageRoot } from '../../runtime/package-root.js'
import { type ProxiedRequest, type ProxyResponse, startProxy } from '../../testing/proxy.fixture.js'
import { testBatch } from '../../testing/sink-contract.js'
import { withServer } from '../../testing/with-server.fixture.js'
import { createOpenSearchSink } from './opensearch.js'
import { testIndicesOf } from './server.fixture.js'
import { createSessionSink } from './sessions.js'
import { setUpOpenSearch } from './setup.js'

interface Role {
  readonly cluster_permissions: readonly string[]
  readonly index_permissions: readonly {
    readonly index_patterns: readonly string[]
    readonly allowed_actions: readonly string[]
  }[]
}

const roles = parse(
  readFileSync(join(packageRoot(), '../../deploy/opensearch/roles.yml'), 'utf8'),
) as Readonly<Record<'hushlog' | 'hushlog_setup', Role>>

/** As the node takes it; the patterns with a prefix, as the file says it. */
const rulesOf = ({ cluster_permissions, index_permissions }: Role, prefix: string): readonly string[] => [
  ...cluster_permissions.map((action) => `cluster ${action}`),
  ...index_permissions.flatMap(({ index_patterns, allowed_actions }) =>
    index_patterns.flatMap((pattern) =>
      allowed_actions.map((action) => `index ${prefix}${pattern} ${action}`),
    ),
  ),
]

const never = () => new AbortController().signal

withServer('opensearch', ({ url: node }) => {
  const { ends, createIndices } = testIndicesOf(node, afterEach)

  const policies = new Map<string, Buffer>()

  /** A way to the node on which every request has the role, and what it was refused or used. */
  async function withRole(rules: readonly string[]) {
    const role = rules.join(';')
    const denied: string[] = []
    const policyRules = new Set<string>()
    const policy = ({ method, path, body }: ProxiedRequest): ProxyResponse => {
      const rule = `cluster cluster:admin/opendistro/ism/policy/${method === 'GET' ? 'get' : 'write'}`
      policyRules.add(rule)
      if (!rules.includes(rule)) {
        denied.push(rule)
        return { status: 403, headers: {}, body: '{}' }
      }
      if (method === 'PUT') policies.set(path, body)
      const stored = policies.get(path)
      return { status: stored === undefined ? 404 : 200, headers: {}, body: stored ?? '{}' }
    }
    const proxy = await startProxy(node, async (seen, pass) => {
      if (seen.path.startsWith('/_plugins/_ism/policies/')) return policy(seen)
      seen.headers['x-hushlog-role'] = role
      const answer = await pass()
      if (answer.status === 403 || answer.body.includes('security_exception'))
        denied.push(/no permissions for [^"]+/.exec(String(answer.body))?.[0] ?? seen.path)
      return answer
    })
    ends.push(proxy.close)
    return {
      node: proxy.endpoint,
      denied,
      async used(): Promise<readonly string[]> {
        const answer = await fetch(node, { headers: { 'x-hushlog-role-used': role } })
        const text = await answer.text()
        return [...policyRules, ...text.split(';').filter((rule) => rule !== '')]
      },
    }
  }

  const options = (at: string, indexPrefix: string) => ({
    node: at,
    username: undefined,
    password: undefined,
    caFile: undefined,
    indexPrefix,
    retentionDays: 90,
  })

  const setUp = async (at: string, prefix: string): Promise<readonly string[]> => {
    const reported: string[] = []
    await setUpOpenSearch(options(at, prefix), {
      dryRun: false,
      signal: never(),
      report: ({ state, what }) => reported.push(`${state} ${what}`),
    })
    return reported
  }

  /** Everything that the sink and the session summaries do. */
  async function work(at: string, prefix: string): Promise<void> {
    let clock = TEST_TIME
    const events = createOpenSearchSink({ ...options(at, prefix), name: 'opensearch', sessions: true })
    const sessions = createSessionSink({
      ...options(at, prefix),
      name: 'opensearch-sessions',
      idleSeconds: 1,
      sweepInterval: 20,
      now: () => clock,
    })
    ends.push(events.close, sessions.close)
    for (const sink of [events, sessions]) {
      await sink.open(never())
      const batch = testBatch(
        [1, 2, 3].map((n) =>
          testRecord({ n, event: n === 1 ? 'request' : 'page_view', fields: { session_id: `s${n % 2}` } }),
        ),
      )
      expect(await sink.write(batch, never())).toEqual({ failed: [] })
      expect(await sink.write(batch, never())).toEqual({ failed: [] })
    }
    const more = testBatch([testRecord({ n: 9, fields: { session_id: 's1' } })], 4)
    expect(await sessions.write(more, never())).toEqual({ failed: [] })
    const session = { tenantId: 'acme', field: 'session_id', values: ['s1'] } as const
    const erased = await events.erase?.(session, never())
    expect(erased?.records).toBe(2)
    expect(await events.expunge?.(erased?.touched ?? [], AbortSignal.timeout(60_000))).toBe(true)
    expect(await events.expire?.('acme', TEST_TIME + 1, never())).toEqual({ records: 1 })
    const summaries = await sessions.erase?.(session, never())
    expect(summaries).toMatchObject({ records: 0, objects: 1 })
    // Summaries change all the time, so that some may always be marked as deleted.
    expect(typeof (await sessions.expunge?.(summaries?.touched ?? [], AbortSignal.timeout(60_000)))).toBe(
      'boolean',
    )
    // Nothing comes for an hour: what is left is closed.
    clock += 3_600_000
  }

  // A shard keeps what was deleted for half a minute.
  it('let the collector and the setup do their work, and have no rule that it does not need', {
    timeout: 120_000,
  }, async () => {
    const { prefix, request, documents } = await createIndices()
    const setupRules = rulesOf(roles.hushlog_setup, prefix)
    const setup = await withRole(setupRules)
    expect(await setUp(setup.node, prefix)).toContainEqual(expect.stringMatching(/^made\s.*request-events/))
    const rules = rulesOf(roles.hushlog, prefix)
    const collector = await withRole(rules)
    await work(collector.node, prefix).catch((thrown: unknown) => {
      throw new Error(`refused: ${collector.denied.join()}`, { cause: thrown })
    })
    const states = async () =>
      (await documents('session-summaries')).map(({ source }) => Object(source).state)
    await expect.poll(states).toEqual(['closed'])
    expect(collector.denied).toEqual([])
    expect([...(await collector.used())].sort()).toEqual([...rules].sort())

    // An upgrade: the templates are of another version.
    for (const { name, body } of opensearchTemplates({ indexPrefix: prefix }))
      await request('PUT', `/_index_template/${name}`, { ...body, _meta: { hushlog: 'older' } })
    expect(await setUp(setup.node, prefix)).toContainEqual(expect.stringMatching(/^made\s+fields of/))
    expect(setup.denied).toEqual([])
    expect([...(await setup.used())].sort()).toEqual([...setupRules].sort())
  })

  it('refuse whatever is beyond it', async () => {
    const { prefix, request } = await createIndices()
    const other = await createIndices()
    await request('PUT', `/${prefix}session-summaries`, {})
    await request('PUT', `/${other.prefix}hushlog-events-2026.01.05`, {})
    const collector = await withRole(rulesOf(roles.hushlog, prefix))
    const status = async (method: string, path: string, body?: object) => {
      const answer = await fetch(`${collector.node}${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      await answer.arrayBuffer()
      return answer.status
    }
    expect(await status('POST', `/${prefix}session-summaries/_search`)).toBe(200)
    for (const [method, path, body] of [
      ['POST', `/${other.prefix}hushlog-events-2026.01.05/_search`],
      ['POST', '/_search'],
      ['DELETE', `/${prefix}session-summaries`],
      ['PUT', `/${prefix}session-summaries/_mapping`, { properties: { a: { type: 'keyword' } } }],
      ['PUT', `/${prefix}session-summaries/_settings`, { index: { number_of_replicas: 0 } }],
      ['PUT', `/${other.prefix}new`, {}],
      ['PUT', `/_index_template/${prefix}new`, { index_patterns: [`${prefix}new`] }],
      ['DELETE', `/_index_template/${prefix}new`],
      ['GET', '/_cluster/settings'],
      ['PUT', '/_cluster/settings', { transient: { 'cluster.routing.allocation.enable': 'all' } }],
      ['GET', '/_cat/indices'],
      ['POST', '/_reindex', { source: { index: `${prefix}session-summaries` }, dest: { index: 'copy' } }],
    ] as const)
      expect({ method, path, status: await status(method, path, body) }).toEqual({
        method,
        path,
        status: 403,
      })
    const setup = await withRole(rulesOf(roles.hushlog_setup, prefix))
    const search = await fetch(`${setup.node}/${prefix}session-summaries/_search`, { method: 'POST' })
    expect(search.status).toBe(403)
  })
})
