import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../config/load.js'
import { type Collector, createCollector } from '../create-collector.js'
import { testId } from '../log/records.fixture.js'
import type { ErasureReceipt } from './erasure.js'

const admin = `Basic ${Buffer.from('admin:long-enough-password').toString('base64')}`
const tokens = { acme: 'Bearer hlr_acmereadtoken', globex: 'Bearer hlr_globexreadtoken' }
/** Each of these tokens may only read. */
const readers = { acme: 'Bearer hlr_acmereadonly', globex: 'Bearer hlr_globexreadonly' }
const keys = { acme: 'hlw_acmewritekey', globex: 'hlw_globexwritekey' }

let folder = ''
let collector: Collector
let url = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-erasures-'))
  const { config } = loadConfig({ environment: {}, cwd: folder })
  collector = await createCollector({
    ...config,
    listen: { host: '127.0.0.1', port: 0 },
    adminPassword: 'long-enough-password',
    tenants: (['acme', 'globex'] as const).map((id) => ({
      id,
      name: id,
      writeKeys: [{ key: keys[id], origins: ['*'], eventsPerSecond: undefined }],
      readTokens: [{ token: tokens[id].slice(7), scopes: ['read', 'erase'] }, readers[id].slice(7)],
      content: 'off',
      retentionDays: 90,
    })),
  })
  url = `http://127.0.0.1:${(await collector.listen()).port}`
})
afterAll(async () => {
  await collector.close()
  await rm(folder, { recursive: true })
})

let n = 0
const send = async (tenant: keyof typeof keys, fields: Readonly<Record<string, unknown>>) => {
  const ts = new Date().toISOString()
  const event = { id: testId(Date.now(), ++n), event: 'user_query', ts, schema_version: 1, ...fields }
  const response = await fetch(`${url}/v1/events?key=${keys[tenant]}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ events: [event] }),
  })
  expect(response.status).toBe(202)
}

const ask = (method: string, path: string, authorization?: string) =>
  fetch(`${url}${path}`, { method, ...(authorization && { headers: { authorization } }) })

/** Polls the receipt until the erasure is finished. */
const finished = async (path: string, authorization: string): Promise<ErasureReceipt> => {
  const read = async () => (await (await ask('GET', path, authorization)).json()) as ErasureReceipt
  await expect.poll(async () => (await read()).state, { interval: 100 }).not.toBe('pending')
  return read()
}

const erase = async (path: string, authorization: string): Promise<ErasureReceipt> => {
  const response = await ask('DELETE', path, authorization)
  expect(response.status).toBe(202)
  const receipt = (await response.json()) as ErasureReceipt
  const location = response.headers.get('location') ?? ''
  expect(location).toBe(`/v1/erasures/${receipt.id}`)
  return finished(location, authorization)
}

describe('replaying', () => {
  it('begins with a time that exists', async () => {
    const codeOf = async (from: unknown) => {
      const response = await fetch(`${url}/v1/sinks/embedded/replay`, {
        method: 'POST',
        headers: { authorization: admin, 'content-type': 'application/json' },
        body: JSON.stringify({ from }),
      })
      return ((await response.json()) as { code?: string }).code
    }
    for (const from of ['2026-02-30T00:00:00Z', '2026-02-30', '2026-01-01T25:00Z', '2026-01-01T12:00', 'x'])
      expect(await codeOf(from), from).toBe('invalid_parameter')
    for (const from of ['2026-01-01', '2026-01-01T12:00Z', '2026-01-01T12:00:00+05:30'])
      expect(await codeOf(from), from).toBeUndefined()
  })
})

describe('erasing', () => {
  it('removes a session of one tenant only, and the receipt counts its records', async () => {
    for (const tenant of ['acme', 'acme', 'globex'] as const)
      await send(tenant, { session_id: 'shared-session' })
    await send('acme', { session_id: 'another-session' })
    const receipt = await erase('/v1/sessions/shared-session', tokens.acme)
    expect(receipt).toMatchObject({
      tenant_id: 'acme',
      kind: 'session',
      state: 'done',
      log: { state: 'done' },
      sinks: { embedded: { state: 'done', records: 2 } },
    })
    expect(JSON.stringify(receipt)).not.toContain('shared-session')
    expect((await erase('/v1/sessions/shared-session', tokens.acme)).sinks.embedded?.records).toBe(0)
    expect((await erase('/v1/sessions/shared-session?tenant=globex', admin)).sinks.embedded?.records).toBe(1)
  })

  it('finds a person by the original id, by the pseudonym of the SDK and by the stored one', async () => {
    const { pseudonym } = await import('@hushlog/schema/sanitize')
    for (const user of ['jane/1@x', pseudonym('jane/1@x'), 'john'])
      await send('acme', { session_id: 's', user })
    expect(
      (await erase(`/v1/users/${encodeURIComponent('jane/1@x')}`, tokens.acme)).sinks.embedded?.records,
    ).toBe(2)
    await send('acme', { session_id: 's', user: 'jane/1@x' })
    expect((await erase(`/v1/users/${pseudonym('jane/1@x')}`, tokens.acme)).sinks.embedded?.records).toBe(1)
    expect((await erase('/v1/users/nobody', tokens.acme)).sinks.embedded?.records).toBe(0)
  })

  it('refuses missing credentials, other tenants, invalid ids and other methods', async () => {
    const { id } = await erase('/v1/sessions/nobody', tokens.acme)
    const answers = await Promise.all(
      (
        [
          ['DELETE', '/v1/sessions/a', undefined],
          ['DELETE', '/v1/users/a', `Bearer ${keys.acme}`],
          ['GET', `/v1/erasures/${id}`, undefined],
          ['GET', `/v1/erasures/${id}`, tokens.globex],
          ['GET', `/v1/erasures/${id}`, admin],
          ['GET', '/v1/erasures/..%2f..%2fkeys', tokens.acme],
          ['GET', '/v1/erasures/00000000000000000000000000', tokens.acme],
          ['DELETE', '/v1/sessions/a?tenant=globex', tokens.acme],
          ['DELETE', '/v1/sessions/a', admin],
          ['DELETE', '/v1/sessions/a?tenant=nobody', admin],
          ['DELETE', '/v1/sessions/a%20b', tokens.acme],
          ['DELETE', `/v1/sessions/${'a'.repeat(65)}`, tokens.acme],
          ['DELETE', `/v1/users/${'a'.repeat(1025)}`, tokens.acme],
          ['PUT', '/v1/sessions/a', tokens.acme],
          ['POST', `/v1/erasures/${id}`, tokens.acme],
        ] as const
      ).map(async ([method, path, authorization]) => {
        const response = await ask(method, path, authorization)
        const { code } = (await response.json()) as { code?: string }
        return [response.status, code]
      }),
    )
    const [unknown, missing, invalid] = [
      [401, 'unknown_reader'],
      [404, 'not_found'],
      [400, 'invalid_parameter'],
    ]
    const refused = [405, 'method_not_allowed']
    expect(answers).toEqual([
      ...[unknown, unknown, unknown, missing],
      [200, undefined],
      ...[missing, missing, missing, invalid, missing, invalid, invalid, invalid, refused, refused],
    ])
  })

  it('refuses a token that may only read, says what to do, and erases nothing', async () => {
    await send('acme', { session_id: 'kept' })
    for (const path of ['/v1/sessions/kept', '/v1/users/kept', '/v1/sessions/kept?tenant=globex']) {
      const refused = await ask('DELETE', path, readers.acme)
      expect(refused.status).toBe(403)
      expect(refused.headers.get('deprecation')).toMatch(/^@\d+$/)
      expect(await refused.json()).toMatchObject({
        code: 'scope_missing',
        detail: expect.stringMatching(/scope erase\. Use the admin's password, or .*scopes: \[read, erase\]/),
      })
    }
    const { id, sinks } = await erase('/v1/sessions/kept', tokens.acme)
    expect(sinks.embedded?.records).toBe(1)
    const receipt = await ask('GET', `/v1/erasures/${id}`, readers.acme)
    expect([receipt.status, receipt.headers.get('deprecation')]).toEqual([200, null])
  })

  it('lists the erasures of the tenant, newest first', async () => {
    const { id } = await erase('/v1/sessions/nobody', tokens.globex)
    const list = (await (await ask('GET', '/v1/erasures', tokens.globex)).json()) as {
      erasures: ErasureReceipt[]
    }
    expect(list.erasures[0]?.id).toBe(id)
    expect(new Set(list.erasures.map(({ tenant_id }) => tenant_id))).toEqual(new Set(['globex']))
  })
})
