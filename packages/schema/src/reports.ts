/**
 * The types of the report answers that the collector serves and the dashboard draws. All counts are of one
 * tenant.
 */

export interface Period {
  /** The time is RFC 3339 in UTC, inclusive. */
  readonly from: string
  /** The time is RFC 3339 in UTC, exclusive. */
  readonly to: string
}

/**
 * The answer of `GET /reports/overview` has one row for each tenant that the caller may see. A figure
 * without data is null.
 */
export interface OverviewReport extends Period {
  readonly tenants: readonly TenantOverview[]
}

export interface TenantOverview {
  readonly tenant_id: string
  readonly name: string
  readonly total_workflows: number
  readonly failed_workflows: number
  readonly failure_rate: number | null
  readonly avg_p95_latency_ms: number | null
  readonly avg_throughput: number | null
  readonly predictions: number
  readonly avg_failure_probability: number | null
  readonly events: number
  readonly sessions: number
}

/** `GET /analytics/data?days=30` answers with this. */
export interface AnalyticsData extends Period {
  readonly tenant_id: string
  readonly days: number
  readonly generated_at: string
  /**
   * Names the store that the figures are from. It is null when none could answer: then all figures but the
   * delivery ledger are empty, which says nothing about what was stored.
   */
  readonly store: 'embedded' | 'postgres' | null
  /** Counts are 0 where the configuration folds rows of few sessions and there are no more. */
  readonly totals: Totals
  /** Buckets are hours for one or two days and days otherwise. Empty buckets are there as well. */
  readonly bucket: 'hour' | 'day'
  readonly volume: readonly VolumePoint[]
  readonly response_time: readonly ResponseTimePoint[]
  readonly topics: readonly TopicCount[]
  readonly by_event: readonly { readonly event: string; readonly count: number }[]
  readonly recent: readonly RecentEvent[]
  readonly privacy: PrivacyLedger
  readonly delivery: DeliveryLedger
  /** Holds what queries answer: it is null without a store, and left out with `figures=none`. */
  readonly figures?: AnalyticsFigures | null
}

type FigureRow = Readonly<Record<string, string | number | boolean | null>>

/** Rows of figures by the names of the columns, which say what each figure is. */
export interface AnalyticsFigures {
  readonly columns: Readonly<
    Record<string, readonly { readonly name: string; readonly title: string; readonly unit: string | null }[]>
  >
  readonly totals: FigureRow
  /** Holds the rows of each list, such as `days`, `gaps`, `failures` and `pages`. */
  readonly lists: Readonly<Record<string, readonly FigureRow[]>>
}

export interface Totals {
  readonly events: number
  readonly sessions: number
  readonly queries: number
  readonly responses: number
  readonly uploads: number
  readonly errors: number
  readonly avg_response_ms: number | null
  readonly p95_response_ms: number | null
  readonly avg_session_seconds: number | null
  readonly queries_per_session: number | null
  /** The share, 0 to 1, of sessions that began which the application ended. */
  readonly completion_rate: number | null
  /** The share, 0 to 1, of responses with a visualization among those that say it. */
  readonly visualization_share: number | null
}

export interface VolumePoint {
  readonly at: string
  readonly events: number
  readonly sessions: number
  readonly queries: number
  readonly responses: number
}

export interface ResponseTimePoint {
  readonly at: string
  readonly responses: number
  readonly avg_ms: number | null
  readonly p95_ms: number | null
}

export interface TopicCount {
  readonly topic: string
  readonly count: number
  readonly no_match: number
}

/** Describes one of the last events by its metadata, never by a text field. */
export interface RecentEvent {
  readonly id: string
  readonly event: string
  readonly ts: string
  readonly received_at: string
  readonly session_id: string | null
  readonly page_path: string | null
  /** Holds a short figure such as `850 ms`, or a topic. It comes from metadata fields. */
  readonly detail: string | null
  /** Holds `rule:count` pairs of both stages, such as `email:1`. */
  readonly redactions: string | null
}

/** Counts what was removed, by the stage that removed it. */
export interface PrivacyLedger {
  readonly rules: readonly { readonly rule: string; readonly client: number; readonly collector: number }[]
  /** Counts the unknown fields that were removed, by stage. */
  readonly removed_fields: { readonly client: number; readonly collector: number }
  readonly events_with_text: number
}

/** The ledger: captured = delivered + dropped by named reason, from the SDKs through each sink. */
export interface DeliveryLedger {
  /** Counts what SDKs dropped before it could be sent, by their client reports in the period. */
  readonly client_dropped: Readonly<Record<string, number>>
  /** The counts begin at the start of the collector. */
  readonly since: string
  readonly received: number
  readonly accepted: number
  readonly duplicate: number
  readonly rejected: Readonly<Record<string, number>>
  /** Counts fields that were removed from accepted events, by `path:code`; the paths are those of the schema. */
  readonly removed_fields: Readonly<Record<string, number>>
  /** Counts accepted events whose time was corrected, because the clock of their client is wrong. */
  readonly time_corrected: number
  /** It is null for a reader of one tenant among several: these figures are of all tenants together. */
  readonly stores: StoresLedger | null
}

/**
 * Counts what is behind the log, where all tenants share one path. For each sink,
 * accepted + backlog_at_start = delivered + filtered + lag_records + dead_letters + expired + detached.
 */
export interface StoresLedger {
  /** Counts the records of all tenants since the collector started. */
  readonly accepted: number
  readonly log: { readonly records: number; readonly bytes: number }
  readonly sinks: readonly SinkLedger[]
}

export interface SinkLedger {
  readonly name: string
  readonly type: string
  readonly state: 'running' | 'backing_off' | 'detached' | 'stopped'
  /** Records that waited for this sink when the collector started. */
  readonly backlog_at_start: number
  readonly delivered: number
  /** Records that the sink is configured not to take. */
  readonly filtered: number
  readonly dead_letters: number
  /** Records that aged out of the log while this sink failed: lost to it. */
  readonly expired: number
  /** Records that came while an operator had this sink detached from the log: lost to it. */
  readonly detached: number
  readonly lag_records: number
  readonly lag_seconds: number
  /** Says why an attempt failed last, by a code of `docs/codes.md`. It is null when none has since the start. */
  readonly last_error?: { readonly code: string; readonly at: string } | null
  /** Says since when every attempt has failed; null while the sink takes records. */
  readonly failing_since?: string | null
}
