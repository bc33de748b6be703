import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { athenaDdl, opensearchTemplates, sqlDdl } from '@hushlog/schema/tables'
import { afterAll, expect, test } from 'vitest'
import { dashboardObjects, dashboardsFile } from '../sinks/opensearch/dashboards/dashboards.js'
import { runCommand } from './run-command.fixture.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-schema-'))
afterAll(() => rmSync(folder, { recursive: true }))

const configured = (yaml: string): string => {
  const file = join(folder, 'hushlog.yaml')
  writeFileSync(file, `data_dir: ${folder}\n${yaml}`)
  return file
}
const schema = (...args: string[]) => runCommand(['schema', ...args])

const BUCKET = 'sinks: [{ type: s3, bucket: acme-analytics, prefix: acme/, format: parquet }]\nenv: stage\n'

test('athena follows the configured S3 sink', async () => {
  expect(await schema('athena', '-c', configured(BUCKET))).toBe(
    athenaDdl({ bucket: 'acme-analytics', prefix: 'acme/', envs: ['stage'], format: 'parquet' }),
  )
})

test('options of athena go before the configuration', async () => {
  const flags = '--bucket other --prefix a/b --env prod,stage --table mw_v1 --since 2026-05-01 --format jsonl'
  const options = { bucket: 'other', prefix: 'a/b/', envs: ['prod', 'stage'], format: 'jsonl' } as const
  const ddl = athenaDdl({ ...options, table: 'mw_v1', since: '2026-05-01' })
  expect(await schema('athena', '-c', configured(BUCKET), ...flags.split(' '))).toBe(ddl)
  expect(await schema('athena', '-c', configured(''), ...flags.split(' '))).toBe(ddl)
})

test('athena asks for a bucket when none is configured', async () => {
  await expect(schema('athena', '-c', configured(''))).rejects.toThrow('say the bucket with --bucket')
})

test.each([
  ['--bucket', "x'; DROP TABLE y"],
  ['--prefix', '/'],
  ['--env', 'prod,'],
  ['--table', 'a b'],
  ['--since', '2026-13-01'],
  ['--format', 'csv'],
])('athena refuses %s %s', async (flag, value) => {
  await expect(schema('athena', '-c', configured(BUCKET), flag, value)).rejects.toMatchObject({
    code: 'commander.invalidArgument',
  })
})

test('opensearch and sql are what the catalogue generates', async () => {
  const templates = JSON.parse(await schema('opensearch', '--index-prefix', 'acme-', '--shards', '2'))
  const expected = opensearchTemplates({ indexPrefix: 'acme-', shards: 2 })
  expect(templates).toEqual(Object.fromEntries(expected.map(({ name, body }) => [name, body])))
  expect(await schema('sql')).toBe(sqlDdl('postgres'))
  expect(await schema('sql', '--dialect', 'duckdb')).toBe(sqlDdl('duckdb'))
})

test('opensearch-dashboards are for the configured prefix or that of the option', async () => {
  const yaml = 'sinks: [{ type: opensearch, node: "https://search.example", index_prefix: acme- }]\n'
  const objects = await schema('opensearch-dashboards', '-c', configured(yaml))
  expect(objects).toBe(dashboardsFile(dashboardObjects({ indexPrefix: 'acme-' })))
  for (const line of objects.trimEnd().split('\n')) {
    const { id, references } = JSON.parse(line) as { id: string; references: { id: string }[] }
    for (const each of [id, ...references.map((reference) => reference.id)])
      expect(each).toMatch(/^acme-hushlog-/)
  }
  const other = await schema('opensearch-dashboards', '-c', configured(yaml), '--index-prefix', 'b_')
  expect(other).toBe(dashboardsFile(dashboardObjects({ indexPrefix: 'b_' })))
  expect(await schema('opensearch-dashboards', '-c', configured(''))).toBe(dashboardsFile(dashboardObjects()))
  await expect(schema('opensearch-dashboards', '--index-prefix', 'A*')).rejects.toMatchObject({
    code: 'commander.invalidArgument',
  })
})
