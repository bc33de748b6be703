/** A sink of the file, checked by `schema.ts`, with its defaults filled in. */
import { resolve } from 'node:path'
import type { AwsConfig, SinkConfig } from './config.js'

export interface FileSink {
  readonly type: SinkConfig['type']
  readonly name?: string
  readonly enabled?: boolean
  readonly content?: 'exclude' | 'include'
  readonly events?: readonly string[]
  readonly path?: string
  readonly roll_seconds?: number
  readonly roll_bytes?: number
  readonly region?: string
  readonly endpoint?: string
  readonly access_key_id?: string
  readonly secret_access_key?: string
  readonly session_token?: string
  readonly bucket?: string
  readonly prefix?: string
  readonly format?: 'jsonl' | 'parquet'
  readonly encryption?: 'AES256' | 'aws:kms'
  readonly kms_key_id?: string
  readonly table?: string
  readonly ttl_days?: number
  readonly node?: string
  readonly username?: string
  readonly password?: string
  readonly ca_file?: string
  readonly index_prefix?: string
  readonly retention_days?: number
  readonly session_summaries?: boolean
  readonly session_idle_seconds?: number
  readonly url?: string
  readonly schema?: string
  readonly reports?: boolean
}

export const sinkDefaults = {
  region: 'us-east-1',
  rollSeconds: 300,
  rollBytes: 64 * 1024 ** 2,
  ttlDays: 90,
  openSearchRetentionDays: 90,
  s3RetentionDays: 365,
  /** The idle time after which analytics tools end a session, the SDKs' too. */
  sessionIdleSeconds: 1800,
  schema: 'hushlog',
} as const

/** What lies in files and search indices is read by more people than a table: text stays out unless it is asked for. */
const excludesText: ReadonlySet<SinkConfig['type']> = new Set(['s3', 'opensearch'])

const toAws = (sink: FileSink): AwsConfig => ({
  region: sink.region ?? sinkDefaults.region,
  endpoint: sink.endpoint,
  accessKeyId: sink.access_key_id,
  secretAccessKey: sink.secret_access_key,
  sessionToken: sink.session_token,
})

export const toSink = (sink: FileSink, folder: string): SinkConfig => {
  const common = {
    name: sink.name ?? sink.type,
    enabled: sink.enabled ?? true,
    content: sink.content ?? (excludesText.has(sink.type) ? 'exclude' : 'include'),
    events: sink.events,
    keepDays: sink.retention_days,
  } as const
  const roll = {
    rollSeconds: sink.roll_seconds ?? sinkDefaults.rollSeconds,
    rollBytes: sink.roll_bytes ?? sinkDefaults.rollBytes,
  }
  switch (sink.type) {
    case 'embedded':
      return { ...common, type: 'embedded' }
    case 'file':
      return {
        ...common,
        ...roll,
        type: 'file',
        path: resolve(folder, sink.path ?? ''),
        format: sink.format ?? 'jsonl',
      }
    case 's3':
      return {
        ...common,
        ...roll,
        type: 's3',
        aws: toAws(sink),
        bucket: sink.bucket ?? '',
        prefix: (sink.prefix ?? '').replace(/\/$/, ''),
        format: sink.format ?? 'jsonl',
        encryption: sink.encryption,
        kmsKeyId: sink.kms_key_id,
        retentionDays: sink.retention_days ?? sinkDefaults.s3RetentionDays,
      }
    case 'dynamodb':
      return {
        ...common,
        type: 'dynamodb',
        aws: toAws(sink),
        table: sink.table ?? '',
        ttlDays: sink.ttl_days ?? sinkDefaults.ttlDays,
      }
    case 'opensearch':
      return {
        ...common,
        type: 'opensearch',
        node: sink.node ?? '',
        username: sink.username,
        password: sink.password,
        caFile: sink.ca_file === undefined ? undefined : resolve(folder, sink.ca_file),
        indexPrefix: sink.index_prefix ?? '',
        retentionDays: sink.retention_days ?? sinkDefaults.openSearchRetentionDays,
        sessions:
          sink.session_summaries === false
            ? undefined
            : {
                name: `${common.name}-sessions`,
                idleSeconds: sink.session_idle_seconds ?? sinkDefaults.sessionIdleSeconds,
              },
      }
    case 'postgres':
      return {
        ...common,
        type: 'postgres',
        url: sink.url ?? '',
        schema: sink.schema ?? sinkDefaults.schema,
        // A store of some events only would answer with wrong figures, unless that is what is asked for.
        reports: sink.reports ?? sink.events === undefined,
      }
  }
}
