/**
 * Where the configuration comes from: a file (HUSHLOG_CONFIG, or hushlog.yaml in the current folder), what the
 * environment overrides, and defaults. With neither file nor variables it makes a tenant and keys that work.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { isEventName } from '@hushlog/schema'
import type { CustomRule } from '@hushlog/schema/sanitize'
import type { CollectorConfig, SinkConfig, TenantConfig, WriteKey } from './config.js'
import { ConfigError } from './config-error.js'
import type { Environment } from './environment.js'
import { openKeyFile } from './key-file.js'
import { parseConfig } from './parse.js'
import { type FileSink, toSink } from './sink-config.js'

/** The checked content of the file: `schema.ts` is what makes this type true. */
interface FileContent extends FileRules {
  readonly listen?: string
  readonly data_dir?: string
  readonly env?: string
  readonly admin_password?: string
  readonly tenants?: readonly FileTenant[]
  readonly sinks?: readonly FileSink[]
  readonly log?: {
    readonly max_bytes?: number
    readonly dedupe_days?: number
    readonly max_age_days?: number
  }
  readonly dedupe_days?: number
  readonly drain_seconds?: number
  readonly report_cache_seconds?: number
  readonly session_idle_seconds?: number
}

/** Of the whole collector, or of a tenant. */
interface FileRules {
  readonly rules?: readonly CustomRule[]
  readonly deny_keys?: readonly string[]
}

interface FileTenant extends FileRules {
  readonly id: string
  readonly name?: string
  readonly write_keys?: readonly {
    readonly key: string
    readonly origins?: readonly string[]
    readonly events_per_second?: number
  }[]
  readonly read_tokens?: readonly string[]
  readonly content?: 'off' | 'redacted'
  readonly retention_days?: number
}

export interface LoadOptions {
  readonly environment: Environment
  readonly cwd: string
  /** Of the command line; before HUSHLOG_CONFIG. */
  readonly file?: string | undefined
}

export interface LoadedConfig {
  readonly config: CollectorConfig
  /** Undefined when there is none. */
  readonly file: string | undefined
  /** Whether tenant, keys and password were made by the collector and are in its key file. */
  readonly generated: boolean
}

const MIB = 1024 ** 2

export const defaults = {
  listen: '127.0.0.1:8788',
  dataDir: './hushlog-data',
  env: 'prod',
  retentionDays: 90,
  logBytes: 4096 * MIB,
  dedupeDays: 14,
  /** Long enough to repair a sink, short enough that what waits does not fill the disk. */
  logAgeDays: 14,
  drainSeconds: 10,
  reportCacheSeconds: 5,
  /** As the SDK for browsers has it. */
  sessionIdleSeconds: 1800,
} as const

const splitAddress = (address: string): CollectorConfig['listen'] => {
  const colon = address.lastIndexOf(':')
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, '$1')
  return { host, port: Number(address.slice(colon + 1)) }
}

const toTenant = (tenant: FileTenant, all: FileRules): TenantConfig => ({
  id: tenant.id,
  name: tenant.name ?? tenant.id,
  writeKeys: (tenant.write_keys ?? []).map(
    ({ key, origins = [], events_per_second }): WriteKey => ({
      key,
      origins,
      eventsPerSecond: events_per_second,
    }),
  ),
  readTokens: tenant.read_tokens ?? [],
  content: tenant.content ?? 'off',
  retentionDays: tenant.retention_days ?? defaults.retentionDays,
  rules: [...(tenant.rules ?? []), ...(all.rules ?? [])],
  denyKeys: [...(tenant.deny_keys ?? []), ...(all.deny_keys ?? [])],
})

/** The embedded store first, unless it was switched off; nothing that was. */
const toSinks = (sinks: readonly FileSink[], folder: string): readonly SinkConfig[] => {
  const all = sinks.map((sink) => toSink(sink, folder))
  const embedded = all.filter(({ type }) => type === 'embedded')
  const implied = embedded.length > 0 ? embedded : [toSink({ type: 'embedded' }, folder)]
  return [...implied, ...all.filter(({ type }) => type !== 'embedded')].filter(({ enabled }) => enabled)
}

const repeated = (values: readonly string[]): boolean => new Set(values).size < values.length

/** What a schema cannot say. */
const checkWhole = (file: string, content: FileContent, sinks: readonly SinkConfig[]): void => {
  const tenants = content.tenants ?? []
  const faults: { at: string; message: string }[] = []
  if (repeated(tenants.map(({ id }) => id)))
    faults.push({ at: 'tenants', message: 'two tenants have one id' })
  const keys = tenants.flatMap(({ write_keys = [] }) => write_keys.map(({ key }) => key))
  if (repeated(keys))
    faults.push({ at: 'tenants', message: 'a write key is there twice; it tells the tenant' })
  if (repeated(tenants.flatMap(({ read_tokens = [] }) => read_tokens))) {
    faults.push({ at: 'tenants', message: 'a read token is there twice; it tells the tenant' })
  }
  const sinkNames = sinks.flatMap((sink) =>
    sink.type === 'opensearch' && sink.sessions !== undefined ? [sink.name, sink.sessions.name] : [sink.name],
  )
  if (repeated(sinkNames)) {
    faults.push({ at: 'sinks', message: 'two sinks have one name; give one of them a name of its own' })
  }
  for (const [i, { events = [] }] of (content.sinks ?? []).entries()) {
    if (!events.every(isEventName)) {
      faults.push({ at: `sinks[${i}].events`, message: 'an event type is not in the catalogue' })
    }
  }
  const port = content.listen === undefined ? 0 : splitAddress(content.listen).port
  if (port > 65_535) faults.push({ at: 'listen', message: 'expected a port up to 65535' })
  if (faults.length > 0) throw new ConfigError(file, faults)
}

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new ConfigError(file, [{ at: '', message: `the file cannot be read (${code})` }])
  }
}

/** The variables go through the same checks as the file. */
const overrides = (environment: Environment): Record<string, unknown> => {
  const values = {
    listen: environment.HUSHLOG_LISTEN,
    data_dir: environment.HUSHLOG_DATA_DIR,
    admin_password: environment.HUSHLOG_ADMIN_PASSWORD,
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''))
}

/** @throws ConfigError */
export const loadConfig = ({ environment, cwd, file: given }: LoadOptions): LoadedConfig => {
  const chosen = given ?? (environment.HUSHLOG_CONFIG || undefined)
  const usual = resolve(cwd, 'hushlog.yaml')
  const file = chosen !== undefined ? resolve(cwd, chosen) : existsSync(usual) ? usual : undefined
  const folder = file === undefined ? cwd : dirname(file)

  const fromFile: FileContent = file === undefined ? {} : parseConfig(file, readText(file), environment)
  const fromVariables: FileContent = parseConfig(
    'the environment (HUSHLOG_…)',
    JSON.stringify(overrides(environment)),
    {},
  )
  const content = { ...fromFile, ...fromVariables }
  const dataDir =
    fromVariables.data_dir !== undefined
      ? resolve(cwd, fromVariables.data_dir)
      : resolve(folder, fromFile.data_dir ?? defaults.dataDir)
  const sinks = toSinks(content.sinks ?? [], folder)
  checkWhole(file ?? 'the environment (HUSHLOG_…)', content, sinks)

  const generated = content.tenants === undefined
  const keys = generated ? openKeyFile(dataDir).defaultKeys() : undefined
  const tenants = content.tenants?.map((tenant) => toTenant(tenant, content)) ?? [
    toTenant(
      {
        id: 'default',
        name: 'Default',
        write_keys: (keys?.writeKeys ?? []).map((key) => ({ key, origins: ['*'] })),
        read_tokens: keys?.readTokens ?? [],
      },
      content,
    ),
  ]
  return {
    file,
    generated,
    config: {
      listen: splitAddress(content.listen ?? defaults.listen),
      dataDir,
      env: content.env ?? defaults.env,
      adminPassword: content.admin_password ?? keys?.adminPassword,
      tenants,
      sinks,
      log: {
        maxBytes: content.log?.max_bytes ?? defaults.logBytes,
        dedupeDays: content.log?.dedupe_days ?? content.dedupe_days ?? defaults.dedupeDays,
        maxAgeDays: content.log?.max_age_days ?? defaults.logAgeDays,
      },
      drainSeconds: content.drain_seconds ?? defaults.drainSeconds,
      reportCacheSeconds: content.report_cache_seconds ?? defaults.reportCacheSeconds,
      sessionIdleSeconds: content.session_idle_seconds ?? defaults.sessionIdleSeconds,
    },
  }
}
