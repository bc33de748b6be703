import { expect, it } from 'vitest'
import { placeOfEvent } from './ingest/event-counts.js'
import { createMetrics, type MetricSources } from './metrics.js'

const metricsOf = (sinkNames: readonly string[], more: Partial<MetricSources> = {}) =>
  createMetrics({
    sinkNames,
    log: () => ({ records: 0, bytes: 0, head: 0, limit: 1, diskFree: 1 }),
    tenants: () => ['acme'],
    alerts: () => [],
    ready: () => true,
    sinks: () => [],
    pendingErasures: () => 0,
    ...more,
  })

it('has a series at 0 for every closed set of labels before anything happens', async () => {
  const text = await metricsOf(['embedded', 'archive']).text()
  const series = new Map(
    text
      .split('\n')
      .filter((line) => line.startsWith('hushlog_'))
      .map((line): [string, string] => [
        line.slice(0, line.lastIndexOf(' ')),
        line.slice(line.lastIndexOf(' ')),
      ]),
  )
  const expected = [
    'hushlog_events_rejected_total{code="invalid_type"}',
    'hushlog_requests_refused_total{code="unknown_key"}',
    'hushlog_sdk_dropped_total{reason="queue_full"}',
    'hushlog_sdk_dropped_total{reason="other"}',
    'hushlog_sanitizer_findings_total{rule="email",stage="client"}',
    'hushlog_sanitizer_findings_total{rule="email",stage="collector"}',
    'hushlog_sink_delivered_total{sink="archive"}',
    'hushlog_sink_filtered_total{sink="archive"}',
    'hushlog_sink_dead_letters_total{sink="archive"}',
    'hushlog_sink_expired_total{sink="archive"}',
    'hushlog_sink_erased_total{sink="archive"}',
    'hushlog_sink_restarts_total{sink="archive"}',
    'hushlog_sink_retention_removed_total{sink="archive"}',
    'hushlog_sink_retries_total{sink="archive",reason="unavailable"}',
    'hushlog_sink_retries_total{sink="embedded",reason="open"}',
    'hushlog_report_seconds_count{report="analytics"}',
    'hushlog_events_stored_total{tenant="acme",event="decision"}',
  ]
  for (const name of expected) expect([name, series.get(name)]).toEqual([name, ' 0'])
  // Every metric of Hushlog is there with a value, except those that are read from sinks.
  const named = [...text.matchAll(/^# TYPE (hushlog_\w+) (counter|histogram)$/gm)].map(
    ([, name]) => name ?? '',
  )
  for (const name of named) expect([name, text.includes(`\n${name}`)]).toEqual([name, true])
})

it('counts what SDKs dropped', async () => {
  const metrics = metricsOf([])
  metrics.ingest.sdkDropped('queue_full', 3)
  expect(await metrics.text()).toContain('hushlog_sdk_dropped_total{reason="queue_full"} 3\n')
})

const eventsStored = (text: string) => text.match(/^hushlog_events_stored_total\{.*page_view.*$/gm)

it('counts accepted events by type and tenant, and with more than 100 tenants by type alone', async () => {
  const named = (count: number) => Array.from({ length: count }, (_, i) => `tenant-${i}`)
  for (const [tenants, lines] of [
    [2, ['tenant="tenant-0",event="page_view"} 2', 'tenant="tenant-1",event="page_view"} 1']],
    [101, ['event="page_view"} 3']],
  ] as const) {
    const metrics = metricsOf([], { tenants: () => named(tenants) })
    for (const [tenant, count] of [
      ['tenant-0', 2],
      ['tenant-1', 1],
    ] as const)
      metrics.ingest.acceptedByType(tenant)[placeOfEvent('page_view')] = count
    const expected = lines.map((line) => `hushlog_events_stored_total{${line}`)
    // A second scrape shows the same.
    for (let scrape = 0; scrape < 2; scrape++) expect(eventsStored(await metrics.text())).toEqual(expected)
  }
})

it('says which alerts fire, and with more than 100 tenants for how many', async () => {
  const alert = { name: 'no-match' }
  const alerts = () => [
    { alert, tenant: 'a', firing: true },
    { alert, tenant: 'b', firing: false },
    { alert, tenant: 'c', firing: true },
  ]
  const few = await metricsOf([], { alerts }).text()
  expect(few.match(/^hushlog_alert_firing\{.*$/gm)).toEqual([
    'hushlog_alert_firing{alert="no-match",tenant="a"} 1',
    'hushlog_alert_firing{alert="no-match",tenant="b"} 0',
    'hushlog_alert_firing{alert="no-match",tenant="c"} 1',
  ])
  const many = await metricsOf([], { alerts, tenants: () => Array.from({ length: 101 }, String) }).text()
  expect(many.match(/^hushlog_alert_firing\{.*$/gm)).toEqual(['hushlog_alert_firing{alert="no-match"} 2'])
})
