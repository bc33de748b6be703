/* Generated from schema.ts by `npm run generate`. Do not edit. */
/* The settings of a configuration file as they are after the check: keys are in camel case, defaults are filled in. */

export interface Settings {
  /** Host and port that the collector listens on. `HUSHLOG_LISTEN` overrides it. Default: `127.0.0.1:8788`. */
  readonly listen: string
  /** Folder for the log, the embedded store and the keys that the collector made, relative to the configuration file. `HUSHLOG_DATA_DIR` overrides it, relative to the current folder. Default: `./hushlog-data`. */
  readonly dataDir: string
  /** Name of the environment, which is stored with every event. Default: `prod`. */
  readonly env: string
  /** Password of the user `admin`, who reads every tenant. `HUSHLOG_ADMIN_PASSWORD` overrides it. Default: none; made by the collector when no tenant is configured. */
  readonly adminPassword?: string | undefined
  /** Customers whose data is isolated. Default: one tenant `default`, with keys that the collector makes. */
  readonly tenants?: readonly TenantSettings[] | undefined
  /** Destinations of the events. */
  readonly sinks: readonly SinkSettings[]
  /** The log, in which events are durable before they are acknowledged. */
  readonly log: LogSettings
  /** Sanitizer rules of all tenants, beside the built-in ones. */
  readonly rules?: readonly RuleSettings[] | undefined
  /** Keys of all tenants whose values are never stored. */
  readonly denyKeys?: readonly string[] | undefined
  /** Limits how old an event may be when it arrives. An older one is rejected, as is one older than its tenant keeps events, or more than 5 minutes ahead. In days. Default: `30`. */
  readonly maxEventAgeDays: number
  /** Says how many proxies stand in front of the collector, each of which appends to `X-Forwarded-For`. Limits by address need it, and nobody may reach the collector past the proxies. In proxies. Default: `0`. */
  readonly trustProxy: number
  /** Opens `/metrics`, as `Authorization: Bearer …`. With `tenants` it takes this token or the admin, without them it is open. Default: none. */
  readonly metricsToken?: string | undefined
  /** Limits the events of pages, which are requests with an `Origin` header. A request over a limit is answered with 429, and SDKs send it again later. */
  readonly limits: LimitSettings
  /** The same as `dedupe_days` of the log, which goes before it. In days. Default: `14`. */
  readonly dedupeDays: number
  /** Limits how long sinks may go on after `SIGTERM`. In seconds. Default: `10`. */
  readonly drainSeconds: number
  /** Says how long a report is cached. In seconds. Default: `5`. */
  readonly reportCacheSeconds: number
  /** Unit prices, in any one currency, by which the report of costs estimates. */
  readonly prices: PriceSettings
  /** Thresholds by which the report of health judges the last sample of each service. */
  readonly health: HealthSettings
  /** Figures that are watched. */
  readonly alerts: readonly AlertSettings[]
  /** Says what reports show. */
  readonly reports: ReportSettings
  /** The collector ends a session after that long without an event, when the client did not. 0 means never. In seconds. Default: `1800`. */
  readonly sessionIdleSeconds: number
}

export interface TenantSettings {
  /** Identifies the tenant in every stored event. */
  readonly id: string
  /** The name that the dashboard shows. Default: the id. */
  readonly name?: string | undefined
  /** Keys that send events for this tenant. */
  readonly writeKeys: readonly WriteKey[]
  /** Tokens that read the reports and exports of this tenant: a token, or an object that also says what it may do. */
  readonly readTokens: readonly (string | ReadToken)[]
  /** Says whether texts that people or models wrote are stored: never, or redacted. The collector enforces it whatever a client sends. Default: `off`. */
  readonly content: 'off' | 'redacted'
  /** Limits how long events are kept. In days. Default: `90`. */
  readonly retentionDays: number
  /** Sanitizer rules of this tenant, beside the built-in ones. */
  readonly rules?: readonly RuleSettings[] | undefined
  /** Keys of this tenant whose values are never stored. */
  readonly denyKeys?: readonly string[] | undefined
}

export interface WriteKey {
  /** The write key. `hushlog keys create` makes one. */
  readonly key: string
  /** Origins whose pages may send with this key. A request without an `Origin` header comes from a server and is always allowed. */
  readonly origins: readonly string[]
  /** Limits what the key may send per second. In events. Default: no limit. */
  readonly eventsPerSecond?: number | undefined
  /** Lets a server send events as old as the tenant keeps them, and pseudonyms `hp_…` as they are, so that an export can be posted again. The key must not have `origins`, and requests of pages are refused. Default: `false`. */
  readonly backfill?: boolean | undefined
}

/** A token that is written as a text may `read` only. The admin may do everything. */
export interface ReadToken {
  /** The read token. `hushlog keys create` makes one. */
  readonly token: string
  /** Names what the token may do: `read` reports and exports, `erase` sessions and persons, save `boards`. Default: `[read]`. */
  readonly scopes: readonly ('read' | 'erase' | 'boards')[]
}

export interface RuleSettings {
  /** Names the rule in counts and findings: 1 to 32 of `a-z`, `0-9` and `_`, beginning with a letter. Several rules may share an id. */
  readonly id: string
  /** A regular expression that takes linear time. */
  readonly pattern: string
  /** Flags of the regular expression: `i`, `m`, `s` and `u`. */
  readonly flags?: string | undefined
  /** Replaces a finding: a name in brackets. Default: `[id]`. */
  readonly replacement?: string | undefined
}

export type SinkSettings = EmbeddedSinkSettings | FileSinkSettings | S3SinkSettings | DynamoDbSinkSettings | OpenSearchSinkSettings | PostgresSinkSettings

/** The embedded store answers reports. It is there unless `{ type: embedded, enabled: false }` switches it off. */
export interface EmbeddedSinkSettings {
  /** Is `embedded`. */
  readonly type: 'embedded'
  /** Names the sink in metrics, logs and commands. Default: the type. */
  readonly name?: string | undefined
  /** Says whether the sink is opened at all. Default: `true`. */
  readonly enabled: boolean
  /** Says whether the sink gets fields of class `text`. Files and search indices are read by more people than a table, so they get none by default. Default: `include`. */
  readonly content: 'exclude' | 'include'
  /** Event types that the sink gets. Default: all types. */
  readonly events?: readonly string[] | undefined
  /** Limits how long this sink keeps events, whatever the tenants say. In days. Default: `retention_days` of each tenant. */
  readonly retentionDays?: number | undefined
}

/** Writes objects into a folder. */
export interface FileSinkSettings {
  /** Is `file`. */
  readonly type: 'file'
  /** Names the sink in metrics, logs and commands. Default: the type. */
  readonly name?: string | undefined
  /** Says whether the sink is opened at all. Default: `true`. */
  readonly enabled: boolean
  /** Says whether the sink gets fields of class `text`. Files and search indices are read by more people than a table, so they get none by default. Default: `include`. */
  readonly content: 'exclude' | 'include'
  /** Event types that the sink gets. Default: all types. */
  readonly events?: readonly string[] | undefined
  /** The folder, relative to the configuration file. */
  readonly path: string
  /** An object is written when its oldest record is that old. In seconds. Default: `300`. */
  readonly rollSeconds: number
  /** An object is written when that much is there, before compression; at most 64 MiB or 100,000 records go into one. In bytes. Default: `67108864`. */
  readonly rollBytes: number
  /** Compressed JSON lines, or Parquet with the columns of the Athena table. Default: `jsonl`. */
  readonly format: 'jsonl' | 'parquet'
  /** Limits how long this sink keeps events, whatever the tenants say. In days. Default: `retention_days` of each tenant. */
  readonly retentionDays?: number | undefined
}

/** Writes objects into a bucket. */
export interface S3SinkSettings {
  /** Is `s3`. */
  readonly type: 's3'
  /** Names the sink in metrics, logs and commands. Default: the type. */
  readonly name?: string | undefined
  /** Says whether the sink is opened at all. Default: `true`. */
  readonly enabled: boolean
  /** Says whether the sink gets fields of class `text`. Files and search indices are read by more people than a table, so they get none by default. Default: `exclude`. */
  readonly content: 'exclude' | 'include'
  /** Event types that the sink gets. Default: all types. */
  readonly events?: readonly string[] | undefined
  /** The bucket. */
  readonly bucket: string
  /** Folders before `events/`. Objects are `<prefix>/events/env=…/dt=YYYY-MM-DD/hr=HH/…`, by the hour of the event in UTC. Default: `''`. */
  readonly prefix: string
  /** The AWS region. Default: `us-east-1`. */
  readonly region: string
  /** Address of another provider or of a server of your own. Default: that of the region. */
  readonly endpoint?: string | undefined
  /** An access key. Default: as the AWS SDK finds it: environment, shared files, role. */
  readonly accessKeyId?: string | undefined
  /** The secret of the access key. */
  readonly secretAccessKey?: string | undefined
  /** The token of temporary credentials. */
  readonly sessionToken?: string | undefined
  /** An object is written when its oldest record is that old. In seconds. Default: `300`. */
  readonly rollSeconds: number
  /** An object is written when that much is there, before compression; at most 64 MiB or 100,000 records go into one. In bytes. Default: `67108864`. */
  readonly rollBytes: number
  /** Compressed JSON lines, or Parquet with the columns of the Athena table. Default: `jsonl`. */
  readonly format: 'jsonl' | 'parquet'
  /** Encryption at rest. Default: as the bucket says. */
  readonly encryption?: 'AES256' | 'aws:kms' | undefined
  /** The key for `aws:kms`. Default: the default key of the account. */
  readonly kmsKeyId?: string | undefined
  /** Limits how long this sink keeps events, whatever the tenants say. `hushlog setup s3` writes it into the lifecycle of the bucket. In days. Default: `retention_days` of each tenant; 365 in the lifecycle. */
  readonly retentionDays?: number | undefined
}

/** Writes items into a table. */
export interface DynamoDbSinkSettings {
  /** Is `dynamodb`. */
  readonly type: 'dynamodb'
  /** Names the sink in metrics, logs and commands. Default: the type. */
  readonly name?: string | undefined
  /** Says whether the sink is opened at all. Default: `true`. */
  readonly enabled: boolean
  /** Says whether the sink gets fields of class `text`. Files and search indices are read by more people than a table, so they get none by default. Default: `include`. */
  readonly content: 'exclude' | 'include'
  /** Event types that the sink gets. Default: all types. */
  readonly events?: readonly string[] | undefined
  /** The table. `hushlog setup dynamodb` makes it. */
  readonly table: string
  /** The AWS region. Default: `us-east-1`. */
  readonly region: string
  /** Address of another provider or of a server of your own. Default: that of the region. */
  readonly endpoint?: string | undefined
  /** An access key. Default: as the AWS SDK finds it: environment, shared files, role. */
  readonly accessKeyId?: string | undefined
  /** The secret of the access key. */
  readonly secretAccessKey?: string | undefined
  /** The token of temporary credentials. */
  readonly sessionToken?: string | undefined
  /** DynamoDB may remove an item that long after the event. In days. Default: `90`. */
  readonly ttlDays: number
}

/** Writes documents into daily indices. */
export interface OpenSearchSinkSettings {
  /** Is `opensearch`. */
  readonly type: 'opensearch'
  /** Names the sink in metrics, logs and commands. Default: the type. */
  readonly name?: string | undefined
  /** Says whether the sink is opened at all. Default: `true`. */
  readonly enabled: boolean
  /** Says whether the sink gets fields of class `text`. Files and search indices are read by more people than a table, so they get none by default. Default: `exclude`. */
  readonly content: 'exclude' | 'include'
  /** Event types that the sink gets. Default: all types. */
  readonly events?: readonly string[] | undefined
  /** Scheme, host and port of the node. */
  readonly node: string
  /** The user for basic authentication. Default: no authentication. */
  readonly username?: string | undefined
  /** The password of the user. */
  readonly password?: string | undefined
  /** PEM file of the authority that signed the certificate of the node, relative to the configuration file. Default: the authorities of the system. */
  readonly caFile?: string | undefined
  /** Stands before the name of every index, template and policy. Default: `''`. */
  readonly indexPrefix: string
  /** Limits how long this sink keeps events, whatever the tenants say. The policy deletes daily indices after it. In days. Default: `retention_days` of each tenant; 90 in the policy. */
  readonly retentionDays?: number | undefined
  /** Says whether each session gets a document in `session-summaries`. Default: `true`. */
  readonly sessionSummaries: boolean
  /** A summarized session is closed after that long without an event. In seconds. Default: `1800`. */
  readonly sessionIdleSeconds: number
}

/** Writes rows into tables. */
export interface PostgresSinkSettings {
  /** Is `postgres`. */
  readonly type: 'postgres'
  /** Names the sink in metrics, logs and commands. Default: the type. */
  readonly name?: string | undefined
  /** Says whether the sink is opened at all. Default: `true`. */
  readonly enabled: boolean
  /** Says whether the sink gets fields of class `text`. Files and search indices are read by more people than a table, so they get none by default. Default: `include`. */
  readonly content: 'exclude' | 'include'
  /** Event types that the sink gets. Default: all types. */
  readonly events?: readonly string[] | undefined
  /** Address of the database with user and password. It is never logged. A server elsewhere needs `?sslmode=verify-full&sslrootcert=/path/ca.pem`. */
  readonly url: string
  /** The SQL schema that holds the tables. Default: `hushlog`. */
  readonly schema: string
  /** Says whether reports, exports and the dashboard are answered from here instead of from the embedded store. Default: `true`, or `false` when `events` is set. */
  readonly reports?: boolean | undefined
  /** Limits how long this sink keeps events, whatever the tenants say. In days. Default: `retention_days` of each tenant. */
  readonly retentionDays?: number | undefined
}

/** The log, in which events are durable before they are acknowledged. */
export interface LogSettings {
  /** Limits the records that wait for a sink. When it is reached, requests are refused with 503. By default the limit follows the disk. In bytes. Default: half of what the disk has free for the log. */
  readonly maxBytes?: number | undefined
  /** Limits how long a record waits for a failing sink. After it the record is given up there and counted. In days. Default: `14`. */
  readonly maxAgeDays: number
  /** Says how long event ids are remembered, so that a retry is a duplicate. In days. Default: `dedupe_days` of the collector. */
  readonly dedupeDays?: number | undefined
}

/** Limits the events of pages, which are requests with an `Origin` header. A request over a limit is answered with 429, and SDKs send it again later. */
export interface LimitSettings {
  /** Limits the events of one session. */
  readonly session: RateSettings
  /** Limits the events of one address. */
  readonly address: RateSettings
}

/** Limits the events of one session. */
export interface RateSettings {
  /** Limits how many events of one session may come at once. In events. Default: `1000`. */
  readonly burst: number
  /** Limits how many events of one session may come a second. In events. Default: `50`. */
  readonly perSecond: number
}

/** Unit prices, in any one currency, by which the report of costs estimates. */
export interface PriceSettings {
  /** Price of one `workflow_run`. In currency units. Default: `0.01`. */
  readonly workflowRun: number
  /** Price of one `performance_sample`. In currency units. Default: `0.005`. */
  readonly performanceSample: number
  /** Price of one `prediction`. In currency units. Default: `0.02`. */
  readonly prediction: number
}

/** Thresholds by which the report of health judges the last sample of each service. */
export interface HealthSettings {
  /** Thresholds of a share of failed operations. */
  readonly errorRate: ErrorRateThresholds
  /** Thresholds of a 95th percentile of the latency. */
  readonly p95LatencyMs: LatencyThresholds
  /** A service is in the state `silent` when its last sample is older. In seconds. Default: `600`. */
  readonly silentAfterSeconds: number
}

/** Thresholds of a share of failed operations. */
export interface ErrorRateThresholds {
  /** A service with a share of failed operations from this on is in the state `warning`. In share. Default: `0.05`. */
  readonly warning: number
  /** A service with a share of failed operations from this on is in the state `critical`. In share. Default: `0.2`. */
  readonly critical: number
}

/** Thresholds of a 95th percentile of the latency. */
export interface LatencyThresholds {
  /** A service with a 95th percentile of the latency from this on is in the state `warning`. In milliseconds. Default: `1000`. */
  readonly warning: number
  /** A service with a 95th percentile of the latency from this on is in the state `critical`. In milliseconds. Default: `3000`. */
  readonly critical: number
}

export interface AlertSettings {
  /** Names the alert in log lines, webhooks and metrics. */
  readonly name: string
  /** The id of a tenant, a list of them, or `"*"`: each tenant is judged by itself. Default: `*`. */
  readonly tenant: string | readonly string[]
  /** A query of `POST /v1/query` about one metric. The window stands in place of its period. */
  readonly query: AlertQuery
  /** A window whose value is above this fires the alert. Either `above` or `below` has to be there. In the unit of the metric. */
  readonly above?: number | undefined
  /** A window whose value is below this fires the alert. Either `above` or `below` has to be there. In the unit of the metric. */
  readonly below?: number | undefined
  /** How long a window is: minutes, hours or days. */
  readonly window: string
  /** How many windows in a row have to be beyond the threshold before the alert fires, and within it before the alert ends. In windows. Default: `1`. */
  readonly periods: number
  /** Who is told: `log` writes a line to standard output, a webhook gets a request. Default: `[log]`. */
  readonly notify: readonly (string | WebhookSettings)[]
}

/** A query of `POST /v1/query` about one metric. The window stands in place of its period. */
export interface AlertQuery {
  /** The metric that is compared with the threshold: a list of one. */
  readonly metrics: readonly string[]
  /** Filters as in `POST /v1/query`; without them every event counts. */
  readonly filters?: readonly unknown[] | undefined
  /** Dimensions as in `POST /v1/query`, at most 3 and none of time. With them the value of a window is that of the group that is worst: the highest for `above`, the lowest for `below`. */
  readonly dimensions?: readonly unknown[] | undefined
}

/** Writes a line to standard output. */
export interface WebhookSettings {
  /** The address that gets a `POST` with JSON when the alert begins and when it ends. */
  readonly webhook: string
  /** Signs what is sent, in the header `hushlog-signature`. Default: none: nothing is signed. */
  readonly secret?: string | undefined
}

/** Says what reports show. */
export interface ReportSettings {
  /** Rows of queries with fewer distinct sessions, but at least one, are folded into one row that says so. With 1 or more, the event list and the course of a session answer 403. 0 shows every row. In sessions. Default: `0`. */
  readonly minSessions: number
}
