/**
 * Keeps the collector's metrics in a registry of its own, under the names that `/metrics` promises, and the
 * counts of ingest by tenant, which reports show.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type FanOutObserver, retryReasons } from './delivery/observer.js'
import { type CredentialKind, credentialKinds } from './http/guesses.js'
import { problemCodes } from './http/problem.js'
import { type IngestCounts, rejectCodes, removedCodes } from './ingest/counts.js'
import { createEventCounts } from './ingest/event-counts.js'
import { findingRules } from './ingest/prepare.js'
import { sdkDropReasons } from './ingest/sdk-drops.js'
import type { LogStats } from './log/log.js'
import { type StalledStream, stalledStreams } from './query/routes.js'

/** With more tenants, series by tenant would be thousands, and they are left out. */
const LABELLED_TENANTS = 100

export interface SinkStats {
  readonly name: string
  readonly state: string
  readonly lag_records: number
  readonly lag_seconds: number
  readonly lag_bytes: number
  readonly holds_log_back: boolean
  readonly detached: number
}

export interface LogSizes extends LogStats {
  /** The bytes of records that the log may hold. */
  readonly limit: number
  /** The free bytes of its disk; undefined where they are not known. */
  readonly diskFree: number | undefined
}

export interface AlertState {
  readonly alert: { readonly name: string }
  readonly tenant: string
  readonly firing: boolean
}

/** Gauges are read from here when the metrics are scraped. */
export interface MetricSources {
  /** Names the sinks that are configured, which are the labels of their series. */
  readonly sinkNames: readonly string[]
  /** Returns the ids of all tenants. */
  tenants(): readonly string[]
  log(): LogSizes
  sinks(): readonly SinkStats[]
  /** Returns whether events are taken. */
  ready(): boolean
  /** Returns each alert with each of its tenants, which are names of the configuration. */
  alerts(): readonly AlertState[]
  /** Returns how many erasures are not finished. */
  pendingErasures(): number
}

/** The counts of one tenant since the collector started: received = accepted + duplicate + rejected. */
export interface TenantIngestCounts {
  readonly received: number
  readonly accepted: number
  readonly duplicate: number
  readonly rejected: Readonly<Record<string, number>>
  /** Counts the fields that were removed from accepted events, by `path:code`. Paths are those of the schema. */
  readonly removed_fields: Readonly<Record<string, number>>
  /** Counts accepted events whose time was corrected. */
  readonly time_corrected: number
}

export interface Metrics {
  readonly contentType: string
  /** Returns all metrics in the text format of Prometheus. */
  text(): Promise<string>
  readonly ingest: IngestCounts
  readonly fanOut: FanOutObserver
  tenantCounts(tenantId: string): TenantIngestCounts
  /** Returns how many events of all tenants were accepted since the collector started. */
  acceptedTotal(): number
  /** Counts clients that were cut off because they did not read. */
  countStalledReader(stream: StalledStream): void
  /** Counts credentials that were wrong. */
  countWrongCredential(kind: CredentialKind): void
  observeReport(report: string, seconds: number): void
  /** Counts records that an erasure removed from a sink or from its dead letters. */
  countErased(sink: string, records: number): void
  /** Counts records of the log that cannot be read any more. */
  countDamaged(records: number): void
  /** Counts records that retention removed from a sink or from its dead letters. */
  countExpired(sink: string, records: number): void
}

export const createMetrics = (sources: MetricSources): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  /** Returns the tenants that have series of their own; undefined stands for all of them together. */
  const labelledTenants = (): readonly (string | undefined)[] => {
    const tenants = sources.tenants()
    return tenants.length <= LABELLED_TENANTS ? tenants : [undefined]
  }

  const counter = <Label extends string>(name: string, help: string, ...labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames, registers })

  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })

  const sinkGauge = (name: string, help: string, read: (sink: SinkStats) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['sink'],
      registers,
      collect() {
        for (const sink of sources.sinks()) this.set({ sink: sink.name }, read(sink))
      },
    })

  const received = counter('hushlog_events_received_total', 'Events in batches that could be read.')
  const accepted = counter('hushlog_events_accepted_total', 'Events that are on disk.')
  const types = createEventCounts()
  new Counter({
    name: 'hushlog_events_stored_total',
    help: 'Events that are on disk, by type, and by tenant where there are at most 100.',
    labelNames: ['tenant', 'event'],
    registers,
    collect() {
      this.reset()
      for (const tenant of labelledTenants())
        for (const [event, sum] of types.read(tenant))
          this.inc(tenant === undefined ? { event } : { tenant, event }, sum)
    },
  })
  const duplicate = counter('hushlog_events_duplicate_total', 'Events that had been accepted before.')
  const rejected = counter('hushlog_events_rejected_total', 'Events that were rejected, by code.', 'code')
  const timeCorrected = counter(
    'hushlog_events_time_corrected_total',
    'Events whose time was corrected, because the clock of their client is wrong.',
  )
  const fieldsRemoved = counter(
    'hushlog_fields_removed_total',
    'Fields that were removed from events because their values could not be taken, by code.',
    'code',
  )
  for (const code of removedCodes) fieldsRemoved.inc({ code }, 0)
  const sdkDropped = counter(
    'hushlog_sdk_dropped_total',
    'Events that SDKs dropped, by reason, as their reports say.',
    'reason',
  )
  const refused = counter('hushlog_requests_refused_total', 'Requests that were refused, by code.', 'code')
  const wrongCredentials = counter(
    'hushlog_auth_failures_total',
    'Wrong keys, tokens and passwords, by kind.',
    'kind',
  )
  for (const kind of credentialKinds) wrongCredentials.inc({ kind }, 0)
  const stalledReaders = counter(
    'hushlog_stalled_readers_total',
    'Clients that did not read an answer and were cut off, by stream.',
    'stream',
  )
  for (const stream of stalledStreams) stalledReaders.inc({ stream }, 0)
  const findings = counter(
    'hushlog_sanitizer_findings_total',
    'Findings that were redacted, by rule and stage.',
    'rule',
    'stage',
  )

  gauge('hushlog_log_records', 'Records in the log.', () => sources.log().records)
  gauge('hushlog_log_bytes', 'Bytes of records in the log.', () => sources.log().bytes)
  const damaged = counter('hushlog_log_damaged_records_total', 'Records that were lost by damage to the log.')
  gauge('hushlog_log_limit_bytes', 'Bytes of records that the log may hold.', () => sources.log().limit)
  gauge('hushlog_log_free_bytes', 'Bytes of records that the log takes before it is full.', () => {
    const { limit, bytes } = sources.log()
    return Math.max(0, limit - bytes)
  })
  gauge(
    'hushlog_disk_free_bytes',
    'Bytes that are free on the disk of the data folder; NaN where that is not known.',
    () => sources.log().diskFree ?? Number.NaN,
  )
  new Gauge({
    name: 'hushlog_alert_firing',
    help: '1 while an alert fires, else 0; beyond 100 tenants how many tenants it fires for.',
    labelNames: ['alert', 'tenant'],
    registers,
    collect() {
      this.reset()
      const byTenant = sources.tenants().length <= LABELLED_TENANTS
      for (const { alert, tenant, firing } of sources.alerts())
        this.inc(byTenant ? { alert: alert.name, tenant } : { alert: alert.name }, firing ? 1 : 0)
    },
  })
  gauge('hushlog_ready', '1 while events are taken, as /readyz says, else 0.', () =>
    sources.ready() ? 1 : 0,
  )
  gauge('hushlog_erasures_pending', 'Erasures that are not finished.', () => sources.pendingErasures())

  const delivered = counter('hushlog_sink_delivered_total', 'Records that are durable in a sink.', 'sink')
  const filtered = counter(
    'hushlog_sink_filtered_total',
    'Records that a sink is configured not to take.',
    'sink',
  )
  const deadLetters = counter(
    'hushlog_sink_dead_letters_total',
    'Records that a sink refused for good.',
    'sink',
  )
  const missing = counter(
    'hushlog_sink_missing_records_total',
    'Records that a store has lost and the log no longer holds.',
    'sink',
  )
  const retries = counter('hushlog_sink_retries_total', 'Retries of a sink, by reason.', 'sink', 'reason')
  const restarts = counter(
    'hushlog_sink_restarts_total',
    'How often the delivery loop of a sink began again after a fault.',
    'sink',
  )
  const lost = counter(
    'hushlog_sink_expired_total',
    'Records that aged out of the log while a sink failed: they are lost to this sink.',
    'sink',
  )
  const expired = counter(
    'hushlog_sink_retention_removed_total',
    'Records that retention removed from a sink.',
    'sink',
  )
  const erased = counter('hushlog_sink_erased_total', 'Records that erasures removed from a sink.', 'sink')
  sinkGauge('hushlog_sink_backing_off', '1 while a sink fails and is retried, else 0.', ({ state }) =>
    state === 'backing_off' ? 1 : 0,
  )
  sinkGauge(
    'hushlog_sink_lag_records',
    'Records in the log that a sink does not have yet.',
    (sink) => sink.lag_records,
  )
  sinkGauge(
    'hushlog_sink_lag_seconds',
    'Age of the oldest record that a sink does not have yet.',
    (sink) => sink.lag_seconds,
  )

  sinkGauge(
    'hushlog_sink_lag_bytes',
    'Bytes in the log that a sink does not have yet, estimated by the mean record.',
    (sink) => sink.lag_bytes,
  )
  sinkGauge(
    'hushlog_log_held_by_sink',
    '1 when the log cannot free its oldest records because of this sink, else 0.',
    ({ holds_log_back }) => (holds_log_back ? 1 : 0),
  )
  sinkGauge(
    'hushlog_sink_detached',
    '1 while an operator has the sink detached from the log, else 0.',
    (sink) => (sink.state === 'detached' ? 1 : 0),
  )
  sinkGauge(
    'hushlog_sink_detached_records',
    'Records that came while a sink was detached, and that it does not have.',
    (sink) => sink.detached,
  )

  const reports = new Histogram({
    name: 'hushlog_report_seconds',
    help: 'Time to answer a report.',
    labelNames: ['report'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8, 2],
    registers,
  })

  // A series that is not there looks like one that is not scraped, and its first failure like no change.
  for (const code of rejectCodes) rejected.inc({ code }, 0)
  for (const code of problemCodes) refused.inc({ code }, 0)
  for (const reason of sdkDropReasons) sdkDropped.inc({ reason }, 0)
  for (const rule of findingRules) for (const stage of stages) findings.inc({ rule, stage }, 0)
  for (const report of reportNames) reports.zero({ report })
  for (const sink of sources.sinkNames) {
    for (const each of [delivered, filtered, deadLetters, restarts, lost, expired, erased, missing])
      each.inc({ sink }, 0)
    for (const reason of retryReasons) retries.inc({ sink, reason }, 0)
  }

  const countsByTenant = new Map<string, ReturnType<typeof noCounts>>()
  const countsOf = (tenantId: string) => {
    const known = countsByTenant.get(tenantId)
    if (known !== undefined) return known
    const counts = noCounts()
    countsByTenant.set(tenantId, counts)
    return counts
  }

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    ingest: {
      received(tenantId, events) {
        countsOf(tenantId).received += events
        received.inc(events)
      },
      accepted(tenantId, events) {
        countsOf(tenantId).accepted += events
        accepted.inc(events)
      },
      acceptedByType: types.sumsOf,
      duplicate(tenantId, events) {
        countsOf(tenantId).duplicate += events
        duplicate.inc(events)
      },
      rejected(tenantId, code) {
        const codes = countsOf(tenantId).rejected
        codes.set(code, (codes.get(code) ?? 0) + 1)
        rejected.inc({ code })
      },
      timeCorrected(tenantId, events) {
        countsOf(tenantId).time_corrected += events
        timeCorrected.inc(events)
      },
      sdkDropped: (reason, events) => sdkDropped.inc({ reason }, events),
      refused: (code) => refused.inc({ code }),
      fieldRemoved(tenantId, path, code, count) {
        const fields = countsOf(tenantId).removedFields
        const name = `${path}:${code}`
        fields.set(name, (fields.get(name) ?? 0) + count)
        fieldsRemoved.inc({ code }, count)
      },
      finding: (rule, stage, count) => findings.inc({ rule, stage }, count),
    },
    fanOut: {
      delivered: (sink, records) => delivered.inc({ sink }, records),
      filtered: (sink, records) => filtered.inc({ sink }, records),
      deadLetter: (sink, _code, records) => deadLetters.inc({ sink }, records),
      expired: (sink, records) => lost.inc({ sink }, records),
      retry: (sink, reason) => retries.inc({ sink, reason }),
      missing: (sink, records) => missing.inc({ sink }, records),
      restarted: (sink) => restarts.inc({ sink }),
    },
    tenantCounts(tenantId) {
      const { rejected: codes, removedFields, ...counts } = countsOf(tenantId)
      return {
        ...counts,
        rejected: Object.fromEntries(codes),
        removed_fields: Object.fromEntries(removedFields),
      }
    },
    acceptedTotal() {
      let sum = 0
      for (const counts of countsByTenant.values()) sum += counts.accepted
      return sum
    },
    countDamaged: (records) => damaged.inc(records),
    countStalledReader: (stream) => stalledReaders.inc({ stream }),
    countWrongCredential: (kind) => wrongCredentials.inc({ kind }),
    countExpired: (sink, records) => expired.inc({ sink }, records),
    countErased: (sink, records) => erased.inc({ sink }, records),
    observeReport: (report, seconds) => reports.observe({ report }, seconds),
  }
}

const noCounts = () => ({
  received: 0,
  accepted: 0,
  duplicate: 0,
  time_corrected: 0,
  rejected: new Map<string, number>(),
  removedFields: new Map<string, number>(),
})

const stages = ['client', 'collector'] as const
/** Names the reports whose time is measured. */
const reportNames = ['overview', 'analytics', 'export'] as const
