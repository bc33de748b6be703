/** The configuration after reading, checking and filling in defaults: what the stages receive. */

export interface TenantConfig {
  /** `[a-z0-9][a-z0-9-]{0,39}` */
  readonly id: string
  readonly name: string
  readonly writeKeys: readonly WriteKey[]
  readonly readTokens: readonly string[]
  /** Enforced whatever a client sends. */
  readonly content: 'off' | 'redacted'
  readonly retentionDays: number
}

export interface WriteKey {
  readonly key: string
  /** Allowed `Origin` values; `['*']` any. A request without an `Origin` header is a server and passes. */
  readonly origins: readonly string[]
  /** Events per second that this key may send; undefined is no limit. */
  readonly eventsPerSecond: number | undefined
}

interface SinkCommon {
  readonly name: string
  readonly enabled: boolean
  readonly content: 'exclude' | 'include'
  /** Event types to deliver; undefined is all. */
  readonly events: readonly string[] | undefined
}

export interface EmbeddedSinkConfig extends SinkCommon {
  readonly type: 'embedded'
}

export interface FileSinkConfig extends SinkCommon {
  readonly type: 'file'
  readonly path: string
  readonly rollSeconds: number
  /** Bytes before compression. */
  readonly rollBytes: number
}

export type SinkConfig = EmbeddedSinkConfig | FileSinkConfig

export interface LogConfig {
  /** Bytes of records kept before appends are refused with 503. */
  readonly maxBytes: number
  /** How long an event id is remembered. */
  readonly dedupeDays: number
}

export interface CollectorConfig {
  readonly listen: { readonly host: string; readonly port: number }
  readonly dataDir: string
  readonly env: string
  readonly adminPassword: string | undefined
  readonly tenants: readonly TenantConfig[]
  /** The embedded sink is always first, unless it was disabled. */
  readonly sinks: readonly SinkConfig[]
  readonly log: LogConfig
  /** How long `SIGTERM` lets the sinks go on, seconds. */
  readonly drainSeconds: number
  /** Lifetime of a cached report, seconds. */
  readonly reportCacheSeconds: number
}
