/** The configuration after reading, checking and filling in defaults: what the stages receive. */

import type { CustomRule } from '@hushlog/schema/sanitize'

export interface TenantConfig {
  /** `[a-z0-9][a-z0-9-]{0,39}` */
  readonly id: string
  readonly name: string
  readonly writeKeys: readonly WriteKey[]
  readonly readTokens: readonly string[]
  /** Enforced whatever a client sends. */
  readonly content: 'off' | 'redacted'
  readonly retentionDays: number
  /** Beside the built-in ones; those of the whole collector and the tenant's own. */
  readonly rules?: readonly CustomRule[]
  /** Keys whose values are not stored; likewise. */
  readonly denyKeys?: readonly string[]
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
  /** How long this sink keeps events, if it is said for the sink; undefined is what each tenant says. */
  readonly keepDays?: number | undefined
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
  readonly format: 'jsonl' | 'parquet'
}

/** Undefined members are found as the AWS SDK finds them: environment, shared files, container or instance role. */
export interface AwsConfig {
  readonly region: string
  /** For a server of another provider, or a local one. */
  readonly endpoint: string | undefined
  readonly accessKeyId: string | undefined
  readonly secretAccessKey: string | undefined
  readonly sessionToken: string | undefined
}

export interface S3SinkConfig extends SinkCommon {
  readonly type: 's3'
  readonly aws: AwsConfig
  readonly bucket: string
  /** Before `events/`; empty, or without a slash at its end. */
  readonly prefix: string
  readonly rollSeconds: number
  /** Bytes before compression. */
  readonly rollBytes: number
  readonly format: 'jsonl' | 'parquet'
  /** Undefined leaves it to the bucket. */
  readonly encryption: 'AES256' | 'aws:kms' | undefined
  readonly kmsKeyId: string | undefined
  /** After how many days the lifecycle of the bucket ends the objects. */
  readonly retentionDays: number
}

export interface DynamoDbSinkConfig extends SinkCommon {
  readonly type: 'dynamodb'
  readonly aws: AwsConfig
  readonly table: string
  readonly ttlDays: number
}

export interface OpenSearchSinkConfig extends SinkCommon {
  readonly type: 'opensearch'
  readonly node: string
  readonly username: string | undefined
  readonly password: string | undefined
  /** PEM file of the authority that signed the node's certificate; undefined trusts the system's. */
  readonly caFile: string | undefined
  readonly indexPrefix: string
  /** Daily indices older than this are deleted by the ISM policy. */
  readonly retentionDays: number
  /** One document per session in `session-summaries`, by a sink of its own; undefined when it is switched off. */
  readonly sessions: { readonly name: string; readonly idleSeconds: number } | undefined
}

export interface PostgresSinkConfig extends SinkCommon {
  readonly type: 'postgres'
  /** `postgres://user:password@host:port/database`, never logged. */
  readonly url: string
  /** The SQL schema that holds the tables. */
  readonly schema: string
  /** Whether reports are answered from here instead of from the embedded store. */
  readonly reports: boolean
}

export type SinkConfig =
  | EmbeddedSinkConfig
  | FileSinkConfig
  | S3SinkConfig
  | DynamoDbSinkConfig
  | OpenSearchSinkConfig
  | PostgresSinkConfig

export interface LogConfig {
  /** Bytes of records kept before appends are refused with 503. */
  readonly maxBytes: number
  /** How long an event id is remembered. */
  readonly dedupeDays: number
  /** How long a record waits for a sink that fails, before it is given up there and counted. */
  readonly maxAgeDays: number
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
  /** Silence after which a session whose client told no end is ended, seconds; 0 or missing: never. */
  readonly sessionIdleSeconds?: number
}
