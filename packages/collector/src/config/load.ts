/**
 * Finds the configuration: a file (`HUSHLOG_CONFIG`, or `hushlog.yaml` in the current folder), what the environment
 * overrides, and defaults. When no tenant is configured there is one, whose keys the collector keeps. It writes nothing.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { errorCode } from '@hushlog/base'
import { isEventName } from '@hushlog/schema'
import type { CollectorConfig, ReadToken, SinkConfig, TenantConfig } from './config.js'
import { ConfigError, type ConfigFault } from './config-error.js'
import type { Environment } from './environment.js'
import { DEFAULT_TENANT } from './key-file-content.js'
import { type FindFaults, parseSettings } from './parse.js'
import { TENANT_RETENTION_DAYS } from './schema-shared.js'
import type { Settings, SinkSettings, TenantSettings } from './settings.gen.js'
import { sinkNames } from './sink-names.js'
import { toSink } from './to-sink.js'

export interface LoadOptions {
  readonly environment: Environment
  /** Is searched for `hushlog.yaml`, and relative paths of variables start here. */
  readonly cwd: string
  /** Goes before `HUSHLOG_CONFIG`. */
  readonly file?: string | undefined
  /** Finds what is wrong with the alerts, whose queries the configuration does not know. */
  readonly alertFaults?: FindFaults
}

export interface LoadedConfig {
  readonly config: CollectorConfig
  /** Is undefined when there is no file. */
  readonly file: string | undefined
  /** Is true when no tenant is configured, so that the first start makes one with keys. */
  readonly generated: boolean
}

const ENVIRONMENT = 'the environment (HUSHLOG_…)'

/** @throws ConfigError */
export const loadConfig = ({ environment, cwd, file: given, alertFaults }: LoadOptions): LoadedConfig => {
  const file = chooseFile(given ?? (environment.HUSHLOG_CONFIG || undefined), cwd)
  const folder = file === undefined ? cwd : dirname(file)
  const fromFile = parseSettings(
    file ?? ENVIRONMENT,
    file === undefined ? '' : readText(file),
    environment,
    alertFaults,
  )
  const fromVariables = readVariables(environment)
  const settings: Settings = { ...fromFile, ...fromVariables }

  const dataDir =
    fromVariables.dataDir === undefined
      ? resolve(folder, fromFile.dataDir)
      : resolve(cwd, fromVariables.dataDir)
  const sinks = toSinks(settings.sinks, folder)
  const listen = splitAddress(settings.listen)
  const faults = findConflicts(settings, sinks, listen.port)
  if (faults.length > 0) throw new ConfigError(file ?? ENVIRONMENT, faults)

  const tenants = settings.tenants ?? [
    {
      id: DEFAULT_TENANT,
      name: 'Default',
      writeKeys: [],
      readTokens: [],
      content: 'off',
      retentionDays: TENANT_RETENTION_DAYS,
    } as const,
  ]
  return {
    file,
    generated: settings.tenants === undefined,
    config: {
      listen,
      dataDir,
      env: settings.env,
      adminPassword: settings.adminPassword,
      tenants: tenants.map((tenant) => toTenant(tenant, settings)),
      sinks,
      log: { ...settings.log, dedupeDays: settings.log.dedupeDays ?? settings.dedupeDays },
      maxEventAgeDays: settings.maxEventAgeDays,
      metricsToken: settings.metricsToken,
      openMetrics: settings.tenants === undefined,
      trustProxy: settings.trustProxy,
      limits: settings.limits,
      drainSeconds: settings.drainSeconds,
      reportCacheSeconds: settings.reportCacheSeconds,
      sessionIdleSeconds: settings.sessionIdleSeconds,
      prices: settings.prices,
      health: settings.health,
      alerts: settings.alerts,
      reports: settings.reports,
    },
  }
}

const chooseFile = (chosen: string | undefined, cwd: string): string | undefined => {
  if (chosen !== undefined) return resolve(cwd, chosen)
  const usual = resolve(cwd, 'hushlog.yaml')
  return existsSync(usual) ? usual : undefined
}

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = errorCode(error) ?? 'unreadable'
    throw new ConfigError(file, [{ at: '', message: `the file cannot be read (${code})` }])
  }
}

/** Reads the variables that override the file. They go through the same checks as the file. */
const readVariables = (environment: Environment): Partial<Settings> => {
  const given = {
    listen: environment.HUSHLOG_LISTEN || undefined,
    data_dir: environment.HUSHLOG_DATA_DIR || undefined,
    admin_password: environment.HUSHLOG_ADMIN_PASSWORD || undefined,
  }
  const { listen, dataDir, adminPassword } = parseSettings(ENVIRONMENT, JSON.stringify(given), {})
  return {
    ...(given.listen !== undefined && { listen }),
    ...(given.data_dir !== undefined && { dataDir }),
    ...(given.admin_password !== undefined && { adminPassword }),
  }
}

/** Splits `host:port`, where an IPv6 address is in brackets. */
const splitAddress = (address: string): CollectorConfig['listen'] => {
  const colon = address.lastIndexOf(':')
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, '$1')
  return { host, port: Number(address.slice(colon + 1)) }
}

const toTenant = (
  { name, rules = [], denyKeys = [], ...tenant }: TenantSettings,
  all: Pick<Settings, 'rules' | 'denyKeys'>,
): TenantConfig => ({
  ...tenant,
  name: name ?? tenant.id,
  rules: [...rules, ...(all.rules ?? [])],
  denyKeys: [...denyKeys, ...(all.denyKeys ?? [])],
})

/** Puts the embedded store first, adds it when it is not mentioned, and leaves out what is switched off. */
const toSinks = (settings: readonly SinkSettings[], folder: string): readonly SinkConfig[] => {
  const isEmbedded = ({ type }: SinkSettings) => type === 'embedded'
  const mentioned = settings.filter(isEmbedded)
  const embedded: readonly SinkSettings[] =
    mentioned.length > 0 ? mentioned : [{ type: 'embedded', enabled: true, content: 'include' }]
  return [...embedded, ...settings.filter((sink) => !isEmbedded(sink))]
    .filter(({ enabled }) => enabled)
    .map((sink) => toSink(sink, folder))
}

const BACKFILL_WITH_ORIGINS =
  'a key with backfill is for servers and must not have origins; remove them, or give pages a key of their own'

const textOf = (token: string | ReadToken): string => (typeof token === 'string' ? token : token.token)

const isRepeated = (values: readonly string[]): boolean => new Set(values).size < values.length

/** Finds what is wrong with several values together, or with one by what a schema does not know. */
const findConflicts = (
  { tenants = [], sinks: settings, health }: Settings,
  sinks: readonly SinkConfig[],
  port: number,
): readonly ConfigFault[] => {
  const faults: ConfigFault[] = []
  const refuse = (at: string, message: string) => faults.push({ at, message })
  if (isRepeated(tenants.map(({ id }) => id))) refuse('tenants', 'two tenants have the same id')
  if (isRepeated(tenants.flatMap(({ writeKeys }) => writeKeys.map(({ key }) => key))))
    refuse('tenants', 'a write key occurs twice; it has to identify one tenant')
  if (isRepeated(tenants.flatMap(({ readTokens }) => readTokens.map(textOf))))
    refuse('tenants', 'a read token occurs twice; it has to identify one tenant')
  for (const [i, { writeKeys }] of tenants.entries()) {
    for (const [j, { backfill = false, origins }] of writeKeys.entries()) {
      if (backfill && origins.length > 0) refuse(`tenants[${i}].write_keys[${j}]`, BACKFILL_WITH_ORIGINS)
    }
  }
  if (isRepeated(sinks.flatMap(sinkNames)))
    refuse('sinks', 'two sinks have the same name; give one of them a name of its own')
  for (const [i, { events = [] }] of settings.entries()) {
    if (!events.every(isEventName)) refuse(`sinks[${i}].events`, 'an event type is not in the catalogue')
  }
  if (health.errorRate.warning > health.errorRate.critical)
    refuse('health.error_rate', 'expected warning to be at most critical')
  if (health.p95LatencyMs.warning > health.p95LatencyMs.critical)
    refuse('health.p95_latency_ms', 'expected warning to be at most critical')
  if (port > 65_535) refuse('listen', 'expected a port up to 65535')
  return faults
}
