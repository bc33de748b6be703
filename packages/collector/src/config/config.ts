/** Defines the configuration as the stages receive it: settings of the file, with the values that code had to resolve. */
import type { CustomRule } from '@hushlog/schema/sanitize'
import type {
  AlertSettings,
  DynamoDbSinkSettings,
  EmbeddedSinkSettings,
  FileSinkSettings,
  HealthSettings,
  LimitSettings,
  LogSettings,
  OpenSearchSinkSettings,
  PostgresSinkSettings,
  PriceSettings,
  ReadToken as ReadTokenSettings,
  ReportSettings,
  S3SinkSettings,
  Settings,
  TenantSettings,
  WriteKey as WriteKeySettings,
} from './settings.gen.js'

export type {
  AlertSettings,
  HealthSettings,
  LimitSettings,
  PriceSettings,
  ReportSettings,
} from './settings.gen.js'

interface Credential {
  /** Says whose it is, in the log. It is undefined for one of the configuration, which its place there names. */
  readonly label?: string | undefined
  /** Milliseconds since the epoch, until which it is valid; undefined is for good. */
  readonly expiresAt?: number | undefined
}

/** When the collector keeps the key itself, `key` is what `asDigest` returns. */
export interface WriteKey extends WriteKeySettings, Credential {}

/** When the collector keeps the token itself, `token` is what `asDigest` returns. */
export interface ReadToken extends ReadTokenSettings, Credential {}

export interface TenantConfig extends Omit<TenantSettings, 'name' | 'rules' | 'writeKeys' | 'readTokens'> {
  readonly name: string
  readonly writeKeys: readonly WriteKey[]
  /** A token that is only a text may read. */
  readonly readTokens: readonly (string | ReadToken)[]
  /** Holds the tenant's own rules and those of all tenants. */
  readonly rules?: readonly CustomRule[]
}

interface NamedSink {
  readonly name: string
  /** Says how long this sink keeps events, whatever the tenants say. It is undefined when each tenant says it. */
  readonly keepDays?: number | undefined
}

type Resolved = 'name' | 'retentionDays'

export interface EmbeddedSinkConfig extends NamedSink, Omit<EmbeddedSinkSettings, Resolved> {}

export interface FileSinkConfig extends NamedSink, Omit<FileSinkSettings, Resolved> {}

/** Undefined members are found as the AWS SDK finds them: environment, shared files, container or instance role. */
export interface AwsConfig
  extends Pick<S3SinkSettings, 'region' | 'endpoint' | 'accessKeyId' | 'secretAccessKey' | 'sessionToken'> {}

export interface S3SinkConfig extends NamedSink, Omit<S3SinkSettings, Resolved | keyof AwsConfig> {
  readonly aws: AwsConfig
  /** Is written into the lifecycle of the bucket. */
  readonly retentionDays: number
}

export interface DynamoDbSinkConfig
  extends NamedSink,
    Omit<DynamoDbSinkSettings, Resolved | keyof AwsConfig> {
  readonly aws: AwsConfig
}

export interface OpenSearchSinkConfig
  extends NamedSink,
    Omit<OpenSearchSinkSettings, Resolved | 'sessionSummaries' | 'sessionIdleSeconds'> {
  /** Is written into the policy that deletes daily indices. */
  readonly retentionDays: number
  /** Describes the sink that keeps session summaries. It is undefined when it is switched off. */
  readonly sessions: { readonly name: string; readonly idleSeconds: number } | undefined
}

export interface PostgresSinkConfig extends NamedSink, Omit<PostgresSinkSettings, Resolved> {
  readonly reports: boolean
}

export type SinkConfig =
  | EmbeddedSinkConfig
  | FileSinkConfig
  | S3SinkConfig
  | DynamoDbSinkConfig
  | OpenSearchSinkConfig
  | PostgresSinkConfig

export interface LogConfig extends LogSettings {
  readonly dedupeDays: number
}

export interface CollectorConfig
  extends Omit<
    Settings,
    | 'listen'
    | 'adminPassword'
    | 'tenants'
    | 'sinks'
    | 'log'
    | 'rules'
    | 'denyKeys'
    | 'dedupeDays'
    | 'maxEventAgeDays'
    | 'sessionIdleSeconds'
    | 'trustProxy'
    | 'limits'
    | 'prices'
    | 'health'
    | 'alerts'
    | 'reports'
  > {
  readonly listen: { readonly host: string; readonly port: number }
  readonly adminPassword: string | undefined
  readonly tenants: readonly TenantConfig[]
  /** The embedded sink comes first, unless it is switched off. */
  readonly sinks: readonly SinkConfig[]
  readonly log: LogConfig
  /** Undefined is `MAX_EVENT_AGE_DAYS`. */
  readonly maxEventAgeDays?: number
  /** Undefined is 0: no header says where a request comes from. */
  readonly trustProxy?: number
  /** Is true when no tenant is configured: then `/metrics` needs no credentials. */
  readonly openMetrics?: boolean
  /** Undefined is no limit. */
  readonly limits?: LimitSettings
  /** Undefined is 0: a session is never ended for silence. */
  readonly sessionIdleSeconds?: number
  /** Undefined are the prices that the documentation names as defaults. */
  readonly prices?: PriceSettings
  /** Undefined are the thresholds that the documentation names as defaults. */
  readonly health?: HealthSettings
  /** Undefined is none. */
  readonly alerts?: readonly AlertSettings[]
  /** Undefined shows rows of any number of sessions. */
  readonly reports?: ReportSettings
}
