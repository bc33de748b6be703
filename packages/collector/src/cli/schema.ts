/** `hushlog schema` prints the definitions that the catalogue has for each store. Nothing is sent anywhere. */
import { athenaDdl, opensearchTemplates, sqlDdl } from '@hushlog/schema/tables'
import type { OpenSearchSinkConfig, S3SinkConfig } from '../config/config.js'
import { sinkNames } from '../config/sink-names.js'
import { dashboardObjects, dashboardsFile } from '../sinks/opensearch/dashboards/dashboards.js'
import { type ConfigOption, load } from './load.js'
import { cloudWatchAlarms } from './monitoring/cloudwatch-alarms.js'
import { prometheusRules } from './monitoring/prometheus-rules.js'
import { printJson } from './output.js'

interface AthenaFlags extends ConfigOption {
  readonly bucket?: string
  readonly prefix?: string
  readonly env?: readonly string[]
  readonly table?: string
  readonly since?: string
  readonly format?: 'jsonl' | 'parquet'
}

interface OpenSearchFlags {
  readonly indexPrefix?: string
  readonly shards?: number
  readonly replicas?: number
}

interface DashboardsFlags extends ConfigOption {
  readonly indexPrefix?: string
}

/** Takes from the configured S3 sink, if there is one, what no option says. */
export function athena(flags: AthenaFlags): void {
  const { config } = load(flags)
  const sink = config.sinks.find((each): each is S3SinkConfig => each.type === 's3')
  const bucket = flags.bucket ?? sink?.bucket
  if (bucket === undefined) throw new Error('no S3 sink is configured: say the bucket with --bucket')
  const prefix = (flags.prefix ?? sink?.prefix ?? '').replace(/\/$/, '')
  const { table, since } = flags
  process.stdout.write(
    athenaDdl({
      bucket,
      prefix: prefix === '' ? '' : `${prefix}/`,
      envs: flags.env ?? [config.env],
      format: flags.format ?? sink?.format ?? 'jsonl',
      ...(table === undefined ? {} : { table }),
      ...(since === undefined ? {} : { since }),
    }),
  )
}

/** Prints a JSON object with the body of `PUT _index_template/{name}` by name. */
export function openSearch(flags: OpenSearchFlags): void {
  const templates = opensearchTemplates(flags).map(({ name, body }) => [name, body] as const)
  printJson(Object.fromEntries(templates))
}

/** Takes the prefix of the configured OpenSearch sink when no option says it. */
export function openSearchDashboards(flags: DashboardsFlags): void {
  const sinks = flags.indexPrefix === undefined ? load(flags).config.sinks : []
  const sink = sinks.find((each): each is OpenSearchSinkConfig => each.type === 'opensearch')
  const indexPrefix = flags.indexPrefix ?? sink?.indexPrefix ?? ''
  process.stdout.write(dashboardsFile(dashboardObjects({ indexPrefix })))
}

/** Writes rules for the configured alerts and for the collector itself. */
export function prometheusRulesFile(flags: ConfigOption): void {
  process.stdout.write(prometheusRules(load(flags).config.alerts ?? []))
}

/** Prints a CloudFormation template, with an alarm for each configured sink and alert. */
export function cloudWatchTemplate(flags: ConfigOption): void {
  const { alerts = [], sinks } = load(flags).config
  printJson(cloudWatchAlarms(alerts, sinks.flatMap(sinkNames)))
}

export const sql = ({ dialect }: { readonly dialect: 'duckdb' | 'postgres' }): void => {
  process.stdout.write(sqlDdl(dialect))
}
