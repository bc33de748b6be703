import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { athenaDdl, opensearchTemplates, sqlDdl } from '@hushlog/schema/tables'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createMetrics } from '../metrics.js'
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

const WATCHED = `
tenants: [{ id: acme }]
sinks:
  - { type: opensearch, name: search, node: "https://search.example" }
  - { type: file, name: a-b, path: ./x }
  - { type: file, name: a--b, path: ./y }
alerts:
  - { name: no-match, query: { metrics: [no_match_rate] }, above: 0.2, window: 1h, periods: 2 }
  - { name: silence, query: { metrics: [answers] }, below: 1, window: 30m }
`

interface PrometheusRule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

test('prometheus-rules has the alerts of the configuration and those of the collector', async () => {
  const text = await schema('prometheus-rules', '-c', configured(WATCHED))
  const { groups } = parse(text) as { groups: { name: string; rules: PrometheusRule[] }[] }
  expect(groups.map(({ name }) => name)).toEqual(['hushlog', 'hushlog-alerts'])
  const rules = groups.flatMap((group) => group.rules)
  for (const rule of rules)
    expect(rule).toMatchObject({
      alert: expect.stringMatching(/^Hushlog[A-Za-z]+$/),
      expr: expect.stringContaining('hushlog_'),
      labels: { severity: expect.stringMatching(/^(warning|critical)$/) },
      annotations: { summary: expect.any(String), description: expect.any(String) },
    })
  for (const rule of rules) expect(rule.for ?? '1m').toMatch(/^[1-9]\d*m$/)
  const byName = new Map(rules.map((rule) => [rule.alert, rule]))
  expect(byName.get('HushlogAlertNoMatch')?.expr).toBe('hushlog_alert_firing{alert="no-match"} > 0')
  expect(byName.get('HushlogAlertSilence')?.annotations.summary).toBe(
    'answers is below 1 in a window of 30m{{ with $labels.tenant }} for {{ . }}{{ end }}',
  )
  expect(byName.get('HushlogEventsRejected')?.expr).toBe(
    'sum without (code) (increase(hushlog_events_rejected_total[15m])) / ' +
      'sum without (code) (increase(hushlog_events_received_total[15m])) > 0.05',
  )
  const none = parse(await schema('prometheus-rules', '-c', configured(''))) as { groups: unknown[] }
  expect(none.groups).toHaveLength(1)
})

test('rules name metrics that the collector has', async () => {
  const metrics = createMetrics({
    sinkNames: ['embedded'],
    tenants: () => ['acme'],
    alerts: () => [],
    ready: () => true,
    log: () => ({ records: 0, bytes: 0, head: 0, limit: 1, diskFree: 1 }),
    sinks: () => [],
    pendingErasures: () => 0,
  })
  const known = new Set([...(await metrics.text()).matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name))
  const written =
    (await schema('prometheus-rules', '-c', configured(WATCHED))) +
    (await schema('cloudwatch-alarms', '-c', configured(WATCHED)))
  const named = [...written.matchAll(/hushlog_\w+/g)].map(([name]) => name)
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((name) => !known.has(name))).toEqual([])
})

test('cloudwatch-alarms has an alarm for each sink and alert, and what the agent has to declare', async () => {
  const template = JSON.parse(await schema('cloudwatch-alarms', '-c', configured(WATCHED)))
  const alarms = Object.entries<{ Type: string; Properties: Record<string, unknown> }>(template.Resources)
  const sinks = ['embedded', 'search', 'search-sessions', 'a-b', 'a--b']
  expect(alarms).toHaveLength(3 * sinks.length + 3 + 2)
  for (const [id, { Type, Properties }] of alarms) {
    expect([id, Type]).toEqual([expect.stringMatching(/^[A-Za-z0-9]{1,255}$/), 'AWS::CloudWatch::Alarm'])
    expect(Properties).toMatchObject({
      AlarmDescription: expect.any(String),
      EvaluationPeriods: expect.any(Number),
      Threshold: expect.any(Number),
      ComparisonOperator: expect.stringMatching(/^(Greater|Less)ThanThreshold$/),
      TreatMissingData: expect.stringMatching(/^(breaching|notBreaching)$/),
    })
    // An alarm watches one metric, or an expression of several.
    expect('MetricName' in Properties).not.toBe('Metrics' in Properties)
  }
  expect(template.Resources.HushlogAlertNoMatch.Properties).toMatchObject({
    MetricName: 'hushlog_alert_firing',
    Dimensions: [
      { Name: 'job', Value: { Ref: 'Job' } },
      { Name: 'alert', Value: 'no-match' },
    ],
    Statistic: 'Maximum',
  })
  // The agent publishes every metric under the dimensions by which alarms ask for it.
  const declared = template.Metadata.CloudWatchAgent.emf_processor.metric_declaration as {
    dimensions: string[][]
    metric_selectors: string[]
  }[]
  const asked = alarms.flatMap(([, { Properties }]): readonly Record<string, unknown>[] => {
    const metrics = Properties.Metrics as { MetricStat?: { Metric: Record<string, unknown> } }[] | undefined
    if (metrics === undefined) return [Properties]
    return metrics.flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat.Metric]))
  })
  for (const { MetricName, Dimensions } of asked) {
    const names = (Dimensions as { Name: string }[]).map(({ Name }) => Name)
    const found = declared.find(({ metric_selectors }) => metric_selectors.includes(`^${MetricName}$`))
    expect([MetricName, found?.dimensions]).toEqual([MetricName, [names]])
  }
})
