/** `hushlog schema`: prints what the catalogue says each store has to look like. Nothing is sent anywhere. */
import { athenaDdl, opensearchTemplates, sqlDdl } from '@hushlog/schema/tables'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { OpenSearchSinkConfig, S3SinkConfig } from '../config/config.js'
import { dashboardObjects, dashboardsFile } from '../sinks/opensearch/dashboards/dashboards.js'
import { type ConfigOption, load } from './load.js'

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

const matching =
  (pattern: RegExp, expected: string) =>
  (text: string): string => {
    if (!pattern.test(text)) throw new InvalidArgumentError(`Expected ${expected}.`)
    return text
  }

const count = (text: string): number => {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.')
  return Number(text)
}

const bucketName = matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket')
const folders = matching(
  /^([A-Za-z0-9!_.*()-]+(\/[A-Za-z0-9!_.*()-]+)*\/?)?$/,
  'folders such as acme/analytics',
)
const tableName = matching(/^[a-z_][a-z0-9_]{0,254}$/, 'a name of lower-case letters, digits and _')
const day = matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a day such as 2026-01-31')
const indexPrefix = matching(/^([a-z0-9][a-z0-9_-]{0,63})?$/, 'lower-case letters, digits, - and _')
const envName = matching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/, 'names such as prod,stage')
const envNames = (text: string): readonly string[] => text.split(',').map(envName)

/** What is not said on the command line is as in the configured S3 sink, if there is one. */
function athena(flags: AthenaFlags): void {
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

/** One JSON object: the body of `PUT _index_template/{name}` by name. */
function openSearch(flags: OpenSearchFlags): void {
  const templates = opensearchTemplates(flags).map(({ name, body }) => [name, body] as const)
  process.stdout.write(`${JSON.stringify(Object.fromEntries(templates), undefined, 2)}\n`)
}

/** The prefix is that of the configured OpenSearch sink, if none is said and there is one. */
function openSearchDashboards(flags: DashboardsFlags): void {
  const { indexPrefix: said } = flags
  const sinks = said === undefined ? load(flags).config.sinks : []
  const sink = sinks.find((each): each is OpenSearchSinkConfig => each.type === 'opensearch')
  process.stdout.write(dashboardsFile(dashboardObjects({ indexPrefix: said ?? sink?.indexPrefix ?? '' })))
}

const sql = ({ dialect }: { readonly dialect: 'duckdb' | 'postgres' }): void => {
  process.stdout.write(sqlDdl(dialect))
}

export function addSchema(program: Command, withConfig: (command: Command) => Command): void {
  const schema = program.command('schema').description('print the definitions of the stores')
  withConfig(schema.command('athena').description('the table over the objects of the S3 sink, as DDL'))
    .option('--bucket <name>', 'default: that of the configured S3 sink', bucketName)
    .option('--prefix <folders>', 'what stands before events/; default: as configured', folders)
    .option('--env <names>', 'environments in the bucket, with commas; default: as configured', envNames)
    .option('--table <name>', 'default: mw_events_v1', tableName)
    .option('--since <day>', 'first day that has objects', day)
    .addOption(new Option('--format <format>', 'default: as configured').choices(['jsonl', 'parquet']))
    .action(athena)
  schema
    .command('opensearch')
    .description('the index templates, by name')
    .option('--index-prefix <prefix>', 'in front of every index name', indexPrefix)
    .option('--shards <n>', 'of each index', count)
    .option('--replicas <n>', 'of each index', count)
    .action(openSearch)
  withConfig(
    schema
      .command('opensearch-dashboards')
      .description('the charts of usage, as Dashboards Management imports them'),
  )
    .option('--index-prefix <prefix>', 'of the indices; default: as configured', indexPrefix)
    .action(openSearchDashboards)
  schema
    .command('sql')
    .description('the tables and the view of all events')
    .addOption(
      new Option('--dialect <dialect>', 'of which database')
        .choices(['postgres', 'duckdb'])
        .default('postgres'),
    )
    .action(sql)
}
