/** Each server is the one that it claims to be. */
import { expect, inject, test } from 'vitest'

const given = {
  minio: inject('minio'),
  dynamodb: inject('dynamodb'),
  opensearch: inject('opensearch'),
  postgres: inject('postgres'),
}

const head = async (url: string, init?: RequestInit) => {
  const response = await fetch(url, init)
  return { status: response.status, server: response.headers.get('server'), text: await response.text() }
}

const { minio, dynamodb, opensearch, postgres } = given

test.skipIf('reason' in minio)('MinIO refuses a request without a signature', async () => {
  if ('reason' in minio) return
  const { status, server, text } = await head(`${minio.endpoint}/bucket`)
  expect([status, server]).toEqual([403, 'MinIO'])
  expect(text).toContain('AccessDenied')
})

test.skipIf('reason' in dynamodb)('DynamoDB Local refuses a request without a signature', async () => {
  if ('reason' in dynamodb) return
  const target = { 'x-amz-target': 'DynamoDB_20120810.ListTables' }
  const { status, text } = await head(dynamodb.endpoint, { method: 'POST', headers: target, body: '{}' })
  expect(status).toBe(400)
  expect(text).toContain('MissingAuthenticationToken')
})

test.skipIf('reason' in opensearch)('OpenSearch reports its version', async () => {
  if ('reason' in opensearch) return
  const { text } = await head(opensearch.url)
  expect(JSON.parse(text)).toMatchObject({
    version: { distribution: 'opensearch', number: opensearch.version },
  })
})

test.skipIf('reason' in postgres)('PostgreSQL has a version and the expected port', () => {
  if ('reason' in postgres) return
  expect(postgres.version).toMatch(/^\d+\.\d+/)
  expect(new URL(postgres.url).port).toBe(String(postgres.port))
})
