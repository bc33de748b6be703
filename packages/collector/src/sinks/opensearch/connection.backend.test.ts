/**
 * TLS and passwords, as a node with the security plugin has them: a proxy with both in front of the real
 * node.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testRecord } from '../../log/records.fixture.js'
import { createTestCertificate } from '../../testing/certificate.fixture.js'
import { type FaultyProxy, startProxy } from '../../testing/proxy.fixture.js'
import { testBatch } from '../../testing/sink-contract.js'
import { withServer } from '../../testing/with-server.fixture.js'
import { checkOpenSearch } from './check.js'
import { createOpenSearchSink, type OpenSearchSinkOptions } from './opensearch.js'
import { createTestIndices, type TestIndices } from './server.fixture.js'

/** Beyond Latin, and with what separates the two. */
const USERNAME = 'hüshlog'
const PASSWORD = 'SENTINEL: pâss wörd:'

const never = () => new AbortController().signal

withServer('opensearch', ({ url: node }) => {
  let folder = ''
  let indices: TestIndices
  let secured: FaultyProxy
  let caFile = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hushlog-tls-'))
    indices = await createTestIndices(node)
    const certificate = createTestCertificate()
    caFile = join(folder, 'ca.pem')
    await writeFile(caFile, certificate.cert)
    const expected = `Basic ${Buffer.from(`${USERNAME}:${PASSWORD}`).toString('base64')}`
    secured = await startProxy(
      node,
      async ({ headers }, pass) =>
        headers.authorization === expected
          ? pass()
          : { status: 401, headers: { 'www-authenticate': 'Basic' }, body: 'Unauthorized' },
      certificate,
    )
  })
  afterAll(async () => {
    await secured.close()
    await indices.remove()
    await rm(folder, { recursive: true })
  })

  const options = (more: Partial<OpenSearchSinkOptions> = {}): OpenSearchSinkOptions => ({
    name: 'opensearch',
    node: secured.endpoint,
    username: USERNAME,
    password: PASSWORD,
    caFile,
    indexPrefix: indices.prefix,
    retentionDays: 90,
    sessions: false,
    ...more,
  })

  it('stores through TLS with the authority and the password that are configured', async () => {
    expect(await checkOpenSearch(options())).toMatch(/^the node answers; to be put when the sink opens: /)
    const sink = createOpenSearchSink(options())
    await sink.open(never())
    expect(await sink.write(testBatch([testRecord({ n: 1 })]), never())).toEqual({ failed: [] })
    await sink.close()
    expect(await checkOpenSearch(options())).toBe('the node answers and has its index templates')
    expect((await indices.documents('*-events-*')).map(({ id }) => id)).toEqual([testRecord({ n: 1 }).id])
  })

  it.each([
    ['a wrong password', { password: 'SENTINEL-wrong' }, 'HTTP_401', 'username and password'],
    ['no password', { username: undefined, password: undefined }, 'HTTP_401', 'username and password'],
    ['an unknown authority', { caFile: undefined }, 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ca_file'],
    ['no file of an authority', { caFile: '/nowhere/SENTINEL.pem' }, 'ENOENT', ''],
  ] as const)('says what is wrong with %s, and no value', async (_what, more, code, advice) => {
    const sink = createOpenSearchSink(options(more))
    for (const act of [() => sink.open(never()), () => checkOpenSearch(options(more))]) {
      const thrown: unknown = await act().catch((error: unknown) => error)
      expect(thrown).toMatchObject({
        name: 'OpenSearchError',
        code,
        message: expect.stringContaining(advice),
      })
      expect(`${String(thrown)} ${JSON.stringify(thrown)}`).not.toMatch(/SENTINEL|hüshlog|Basic/)
      expect(thrown instanceof Error && thrown.stack).not.toMatch(/SENTINEL|hüshlog|Basic/)
    }
  })

  it('refuses a certificate for another name, and a node without TLS', async () => {
    const { port } = new URL(secured.endpoint)
    await expect(checkOpenSearch(options({ node: `https://localhost:${port}` }))).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    })
    const plain = checkOpenSearch(options({ node: node.replace('http:', 'https:') }))
    await expect(plain).rejects.toThrow('does not speak TLS')
  })
})
