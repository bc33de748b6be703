/** `/metrics`: the names of the contract, in a registry of this collector's own, and the ledger that reports show. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { FanOutObserver } from './delivery/observer.js'
import type { IngestCounts } from './ingest/counts.js'
import type { LogStats } from './log/log.js'

export interface SinkLag {
  readonly name: string
  readonly state: string
  readonly lag_records: number
  readonly lag_seconds: number
}

export interface MetricSources {
  log(): LogStats
  sinks(): readonly SinkLag[]
  /** Erasures that are not finished. */
  erasures(): number
}

interface Totals {
  received: number
  accepted: number
  duplicate: number
  readonly rejected: Map<string, number>
}

/** Of one tenant, since the collector started. */
export interface IngestLedger {
  readonly received: number
  readonly accepted: number
  readonly duplicate: number
  readonly rejected: Readonly<Record<string, number>>
}

export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  readonly ingest: IngestCounts
  readonly fanOut: FanOutObserver
  ledger(tenantId: string): IngestLedger
  /** Of all tenants, since the collector started. */
  accepted(): number
  report(name: string, seconds: number): void
  /** Records removed from a sink on request, its dead letters included. */
  erased(sink: string, records: number): void
  /** Records removed from a sink because they are older than it keeps them. */
  removed(sink: string, records: number): void
}

export const createMetrics = (sources: MetricSources): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Counter({ name, help, labelNames, registers })

  const received = counter('hushlog_events_received_total', 'Events in batches that could be read.')
  const accepted = counter('hushlog_events_accepted_total', 'Events that are on disk.')
  const duplicate = counter('hushlog_events_duplicate_total', 'Events that had been accepted before.')
  const rejected = counter('hushlog_events_rejected_total', 'Events that were not taken, by code.', ['code'])
  const refused = counter('hushlog_requests_refused_total', 'Requests that were refused whole, by code.', [
    'code',
  ])
  const findings = counter('hushlog_sanitizer_findings_total', 'Redactions by rule and stage.', [
    'rule',
    'stage',
  ])
  const delivered = counter('hushlog_sink_delivered_total', 'Records that are durable in a sink.', ['sink'])
  const filtered = counter('hushlog_sink_filtered_total', 'Records that a sink is configured not to take.', [
    'sink',
  ])
  const letters = counter('hushlog_sink_dead_letters_total', 'Records that a sink refused for good.', [
    'sink',
  ])
  const retries = counter('hushlog_sink_retries_total', 'Attempts that a sink needed more.', [
    'sink',
    'reason',
  ])
  const expired = counter(
    'hushlog_sink_expired_total',
    'Records lost to a sink: they aged out of the log while it failed.',
    ['sink'],
  )
  const removed = counter(
    'hushlog_sink_retention_removed_total',
    'Records removed from a sink by retention.',
    ['sink'],
  )
  new Gauge({
    name: 'hushlog_sink_backing_off',
    help: '1 while a sink fails and is tried again, else 0.',
    labelNames: ['sink'],
    registers,
    collect() {
      for (const { name, state } of sources.sinks()) this.set({ sink: name }, state === 'backing_off' ? 1 : 0)
    },
  })
  const erased = counter('hushlog_sink_erased_total', 'Records removed from a sink by an erasure.', ['sink'])
  new Gauge({
    name: 'hushlog_erasures_pending',
    help: 'Erasures that are not finished.',
    registers,
    collect() {
      this.set(sources.erasures())
    },
  })
  const reports = new Histogram({
    name: 'hushlog_report_seconds',
    help: 'Time to answer a report.',
    labelNames: ['report'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8, 2],
    registers,
  })
  new Gauge({
    name: 'hushlog_log_records',
    help: 'Records in the log.',
    registers,
    collect() {
      this.set(sources.log().records)
    },
  })
  new Gauge({
    name: 'hushlog_log_bytes',
    help: 'Bytes of records in the log.',
    registers,
    collect() {
      this.set(sources.log().bytes)
    },
  })
  new Gauge({
    name: 'hushlog_sink_lag_records',
    help: 'Records in the log that a sink does not have yet.',
    labelNames: ['sink'],
    registers,
    collect() {
      for (const { name, lag_records } of sources.sinks()) this.set({ sink: name }, lag_records)
    },
  })
  new Gauge({
    name: 'hushlog_sink_lag_seconds',
    help: 'Age of the oldest record that a sink does not have yet.',
    labelNames: ['sink'],
    registers,
    collect() {
      for (const { name, lag_seconds } of sources.sinks()) this.set({ sink: name }, lag_seconds)
    },
  })

  const ledgers = new Map<string, Totals>()
  const ledgerOf = (tenantId: string): Totals => {
    const known = ledgers.get(tenantId)
    if (known !== undefined) return known
    const made: Totals = { received: 0, accepted: 0, duplicate: 0, rejected: new Map() }
    ledgers.set(tenantId, made)
    return made
  }

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    ingest: {
      received(tenantId, events) {
        ledgerOf(tenantId).received += events
        received.inc(events)
      },
      accepted(tenantId, events) {
        ledgerOf(tenantId).accepted += events
        accepted.inc(events)
      },
      duplicate(tenantId, events) {
        ledgerOf(tenantId).duplicate += events
        duplicate.inc(events)
      },
      rejected(tenantId, code) {
        const { rejected: codes } = ledgerOf(tenantId)
        codes.set(code, (codes.get(code) ?? 0) + 1)
        rejected.inc({ code })
      },
      refused: (code) => refused.inc({ code }),
      finding: (rule, stage, count) => findings.inc({ rule, stage }, count),
    },
    fanOut: {
      delivered: (sink, records) => delivered.inc({ sink }, records),
      filtered: (sink, records) => filtered.inc({ sink }, records),
      deadLetter: (sink, _code, records) => letters.inc({ sink }, records),
      expired: (sink, records) => expired.inc({ sink }, records),
      retry: (sink, reason) => retries.inc({ sink, reason }),
    },
    ledger(tenantId) {
      const totals = ledgerOf(tenantId)
      return { ...totals, rejected: Object.fromEntries(totals.rejected) }
    },
    accepted() {
      let sum = 0
      for (const totals of ledgers.values()) sum += totals.accepted
      return sum
    },
    removed: (sink, records) => removed.inc({ sink }, records),
    erased: (sink, records) => erased.inc({ sink }, records),
    report: (name, seconds) => reports.observe({ report: name }, seconds),
  }
}
