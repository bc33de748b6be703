import { expect, it } from 'vitest'
import { createMetrics } from './metrics.js'

const metricsOf = (sinkNames: readonly string[]) =>
  createMetrics({
    sinkNames,
    log: () => ({ records: 0, bytes: 0, head: 0, limit: 1, diskFree: 1 }),
    sinks: () => [],
    pendingErasures: () => 0,
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
