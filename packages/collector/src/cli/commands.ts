/** Declares every command: what it takes, and which file does it. */
import { Option } from 'commander'
import { patterns, scopes } from '../config/schema-shared.js'
import { count, listMatching, matching, repeatable, wholeNumber } from './arguments.js'

/** Gets the arguments that `usage` declares, then the options. */
export type Action = (...args: never[]) => void | Promise<void>

export interface CommandSpec {
  /** Holds the first word of a command that has two. */
  readonly group?: keyof typeof groups
  /** Declares the name and the arguments in commander's notation. */
  readonly usage: string
  readonly description: string
  /** A running collector is found by the configuration, unless `--url` names it. */
  readonly needs?: 'configuration' | 'running collector'
  readonly options?: readonly (Option | readonly [flags: string, description: string])[]
  /** Is printed below the options by `--help`. */
  readonly help?: string
  readonly load: () => Promise<Action>
}

/** Describes the commands that share a first word. */
export const groups = {
  keys: 'keys for writing and reading',
  erase: 'erase a session or a person in every sink',
  sinks: 'which sink holds the log back, and what to do about it',
  'dead-letters': 'records that a sink refused for good',
  schema: 'print the definitions of the stores, and rules for monitoring',
  'eval-run': 'artefacts of evaluation runs',
} as const

const DAY = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'

const tenant = ['--tenant <id>', 'id of the tenant; needed when there are several'] as const
const erasure = [tenant, ['--no-wait', 'print the receipt at once instead of when it is finished']] as const
const replay = [
  new Option('--sink <name>', 'name of the sink').makeOptionMandatory(),
  ['--no-wait', 'do not wait until it is done'],
] as const
const indexPrefix = (description: string) =>
  matching(
    '--index-prefix <prefix>',
    description,
    patterns.indexPrefix,
    'lower-case letters, digits, - and _',
  )

export const commands: readonly CommandSpec[] = [
  {
    usage: 'serve',
    description: 'run the collector',
    needs: 'configuration',
    load: async () => (await import('./serve.js')).serve,
  },
  {
    usage: 'check',
    description: 'check the configuration and say what it means',
    needs: 'configuration',
    load: async () => (await import('./check.js')).check,
  },
  {
    usage: 'doctor',
    description: 'check what the collector needs on this machine',
    needs: 'configuration',
    load: async () => (await import('./doctor.js')).doctor,
  },
  {
    usage: 'setup <sink>',
    description:
      'make what a sink, by name or type, needs in its store: tables, indexes, templates, lifecycles',
    needs: 'configuration',
    options: [['--dry-run', 'only say what is there and what is missing']],
    load: async () => (await import('./setup.js')).setup,
  },
  {
    group: 'keys',
    usage: 'list',
    description: 'list the keys that the collector keeps, by their last characters',
    needs: 'configuration',
    options: [['--json', 'as JSON']],
    load: async () => (await import('./keys.js')).listKeys,
  },
  {
    group: 'keys',
    usage: 'create',
    description: 'make a write key, a read token, or both',
    needs: 'configuration',
    options: [
      tenant,
      ['--write', 'make a write key'],
      ['--read', 'make a read token'],
      listMatching(
        '--origins <origins>',
        'origins whose pages may send, separated by commas (default: *)',
        patterns.origin,
        '* or origins such as https://app.example',
      ),
      listMatching(
        '--scopes <scopes>',
        'what the token may do, separated by commas (default: read)',
        `^(${scopes.join('|')})$`,
        `some of ${scopes.join(', ')}`,
      ),
      ['--backfill', 'the key is for a server that sends old events again'],
      matching(
        '--name <name>',
        'names the key in lists and in the log',
        patterns.env,
        'a name such as shop-2026',
      ),
    ],
    help: 'The key is printed once and stored as a digest.',
    load: async () => (await import('./keys.js')).createKeys,
  },
  {
    group: 'keys',
    usage: 'rotate <key>',
    description: 'make another key like one, named by its last characters or its name',
    needs: 'configuration',
    options: [
      tenant,
      matching(
        '--grace <time>',
        'how long the former key is still valid',
        '^\\d{1,4}[dhm]$',
        'a time such as 7d, 12h or 0m',
      ).default('7d'),
    ],
    load: async () => (await import('./keys.js')).rotateKey,
  },
  {
    group: 'keys',
    usage: 'revoke <key>',
    description: 'end a key, named by its last characters or its name',
    needs: 'configuration',
    options: [tenant],
    load: async () => (await import('./keys.js')).revokeKey,
  },
  {
    group: 'keys',
    usage: 'reset-admin',
    description: 'make another password for the admin, in place of the one that the collector made',
    needs: 'configuration',
    load: async () => (await import('./keys.js')).resetAdmin,
  },
  {
    group: 'keys',
    usage: 'forget',
    description: 'remove first-keys.txt, to which the first start wrote keys where it had no terminal',
    needs: 'configuration',
    load: async () => (await import('./keys.js')).forgetFirstKeys,
  },
  {
    group: 'keys',
    usage: 'rotate-pseudonyms <tenant>',
    description: 'make a new secret for the pseudonyms of new events; the former stays for erasure',
    needs: 'configuration',
    load: async () => (await import('./keys.js')).rotatePseudonyms,
  },
  {
    group: 'keys',
    usage: 'renew',
    description: 'begin keys.json anew where it got lost and no backup has it',
    needs: 'configuration',
    options: [['--accept-new-pseudonyms', 'everybody gets a new pseudonym; erasure loses the former ones']],
    load: async () => (await import('./keys.js')).renewKeys,
  },
  {
    usage: 'redact [text...]',
    description: 'print what is left of a text; of standard input when no text and no file is given',
    options: [
      ['-f, --file <file>', 'read this file'],
      new Option('--set <set>', 'rules of full (Node and collector) or browser').default('full'),
      repeatable('--rule <id=pattern>', 'a rule of your own, such as employee=EMP-[0-9]{6}; may be repeated'),
      ['--findings', 'print the findings, as line:start-end rule, instead of the text'],
      ['--json', 'print one JSON object for each line: text and findings'],
      ['--exit-code', 'end with 3 when anything was found'],
    ],
    help: 'Ends with 0, with 1 when it cannot be done, and with 3 as --exit-code says.',
    load: async () => (await import('./redact.js')).redact,
  },
  {
    group: 'erase',
    usage: 'session <id>',
    description: 'erase all events of a session',
    needs: 'running collector',
    options: erasure,
    load: async () => (await import('./erase.js')).eraseSession,
  },
  {
    group: 'erase',
    usage: 'user <id>',
    description: 'erase a person: the id that the application gave to identify(), or its pseudonym',
    needs: 'running collector',
    options: erasure,
    load: async () => (await import('./erase.js')).eraseUser,
  },
  {
    usage: 'export <format> <type>',
    description: 'write stored events as csv, ndjson or parquet',
    needs: 'running collector',
    options: [
      tenant,
      ['--from <time>', 'a day or a time in UTC; the default is 30 days before --to'],
      ['--to <time>', 'a day or a time in UTC, exclusive; the default is now'],
      ['-o, --output <file>', 'into this file, which appears when it is complete'],
      ['--pseudonyms', 'with the pseudonyms of persons, so that posting the export restores them'],
      ['--bom', 'with a byte-order mark before CSV, by which Excel knows that it is UTF-8'],
    ],
    help: 'The type is one of docs/events.md, events for every type, or as csv a report such as overview.',
    load: async () => (await import('./export.js')).exportEvents,
  },
  {
    usage: 'query [json]',
    description: 'print figures: any metric by any dimension, as docs/metrics.md lists them',
    needs: 'running collector',
    options: [
      listMatching(
        '--tenant <ids>',
        'ids of tenants, separated by commas, or *; needed when there are several',
        '^(\\*|[a-z0-9-]{1,40})$',
        'ids of tenants, or *',
      ),
      listMatching('--metrics <ids>', 'metrics, separated by commas', '^\\S+$', 'ids of metrics'),
      listMatching('--by <ids>', 'dimensions, such as time:day,topic', '^\\S+$', 'ids of dimensions'),
      repeatable('--filter <json>', 'such as \'["is","channel",["chat"]]\'; may be repeated'),
      ['--range <range>', 'such as 30d, 24h, month, all, or two days 2026-01-01,2026-01-31'],
      ['--time-zone <name>', 'such as Europe/Zurich (default: UTC)'],
      ['--compare <range>', 'previous_period, previous_year, or two days'],
      count('--limit <n>', 'print at most so many groups'),
      new Option('--format <format>', 'how to print them').choices(['table', 'csv', 'json']).default('table'),
    ],
    help: 'The JSON is that of POST /v1/query; - reads it from standard input. Options go before it.',
    load: async () => (await import('./query.js')).query,
  },
  {
    usage: 'replay',
    description: 'send what was received since a time to a sink again',
    needs: 'running collector',
    options: [
      ...replay,
      new Option(
        '--from <time|sequence>',
        'such as 2026-01-31T00:00:00Z, or a sequence number of the log',
      ).makeOptionMandatory(),
      ['--copies', 'continue although a sink of files or objects may get second copies'],
    ],
    load: async () => (await import('./replay.js')).replay,
  },
  {
    group: 'sinks',
    usage: 'list',
    description: 'print how each sink does, how far it is behind, and which one holds the log back',
    needs: 'running collector',
    options: [['--json', 'as JSON']],
    load: async () => (await import('./sinks.js')).listSinks,
  },
  {
    group: 'sinks',
    usage: 'detach <name>',
    description: 'let the log go on without a sink: what the sink does not have yet is lost to it',
    needs: 'running collector',
    help: 'Works without a running collector too, and then from the next start on.',
    load: async () => (await import('./sinks.js')).detachSink,
  },
  {
    group: 'sinks',
    usage: 'attach <name>',
    description: 'deliver to a detached sink again',
    needs: 'running collector',
    options: [
      new Option(
        '--from <point>',
        'oldest: what the log still has and the sink has not; now: new records only',
      )
        .choices(['oldest', 'now'])
        .default('oldest'),
    ],
    help: 'Works without a running collector too, and then from the next start on.',
    load: async () => (await import('./sinks.js')).attachSink,
  },
  {
    group: 'dead-letters',
    usage: 'list',
    description: 'print how many there are, why, and since when',
    needs: 'configuration',
    options: [['--json', 'as JSON']],
    load: async () => (await import('./dead-letters.js')).listDeadLetters,
  },
  {
    group: 'dead-letters',
    usage: 'replay',
    description: 'send them to their sink again',
    needs: 'running collector',
    options: replay,
    load: async () => (await import('./replay.js')).replayDeadLetters,
  },
  {
    usage: 'rebuild <what>',
    description: 'make a damaged log or embedded store anew; the collector must not run',
    needs: 'configuration',
    options: [
      ['--from <source>', 'for embedded: log, or the name of a file or S3 sink (default: all of them)'],
    ],
    help: 'What is log or embedded. The damaged file is set aside, not removed.',
    load: async () => (await import('./rebuild.js')).rebuild,
  },
  {
    usage: 'demo-data',
    description: 'make up the history of an invented company; the collector must not run',
    needs: 'configuration',
    options: [
      wholeNumber('--events <number>', 'how many events', 1, 1_000_000_000).default(100_000),
      wholeNumber('--days <number>', 'over how many days that end now', 1, 3_650).default(30),
      wholeNumber('--tenants <number>', 'for how many tenants, the first ones configured', 1, 1_000).default(
        1,
      ),
      wholeNumber('--seed <number>', 'another number makes another history', 0, 2 ** 31 - 1).default(1),
      listMatching(
        '--sinks <names>',
        'sinks that get it too, separated by commas (default: the embedded store alone)',
        '.',
        'names of sinks',
      ),
    ],
    help: 'The data folder must be fresh, and is marked in demo-data.json. The events have the environment "demo".',
    load: async () => (await import('./demo-data.js')).demoData,
  },
  {
    group: 'schema',
    usage: 'athena',
    description: 'the table over the objects of the S3 sink, as DDL; what no option says is as configured',
    needs: 'configuration',
    options: [
      matching('--bucket <name>', 'the bucket', patterns.bucket, 'the name of a bucket'),
      matching(
        '--prefix <folders>',
        'folders before events/',
        patterns.prefix,
        'folders such as acme/analytics',
      ),
      listMatching(
        '--env <names>',
        'environments in the bucket, separated by commas',
        patterns.env,
        'names such as prod,stage',
      ),
      matching(
        '--table <name>',
        'default: mw_events_v1',
        '^[a-z_][a-z0-9_]{0,254}$',
        'a name of lower-case letters, digits and _',
      ),
      matching('--since <day>', 'first day that has objects', DAY, 'a day such as 2026-01-31'),
      new Option('--format <format>', 'format of the objects').choices(['jsonl', 'parquet']),
    ],
    load: async () => (await import('./schema.js')).athena,
  },
  {
    group: 'schema',
    usage: 'opensearch',
    description: 'the index templates, by name',
    options: [
      indexPrefix('stands before every index name'),
      count('--shards <n>', 'shards of each index'),
      count('--replicas <n>', 'replicas of each index'),
    ],
    load: async () => (await import('./schema.js')).openSearch,
  },
  {
    group: 'schema',
    usage: 'opensearch-dashboards',
    description: 'the charts of usage, as Dashboards Management imports them',
    needs: 'configuration',
    options: [indexPrefix('prefix of the indices; default: as configured')],
    load: async () => (await import('./schema.js')).openSearchDashboards,
  },
  {
    group: 'schema',
    usage: 'sql',
    description: 'the tables and the view of all events',
    options: [
      new Option('--dialect <dialect>', 'the database').choices(['postgres', 'duckdb']).default('postgres'),
    ],
    load: async () => (await import('./schema.js')).sql,
  },
  {
    group: 'schema',
    usage: 'prometheus-rules',
    description: 'alerting rules for Prometheus: the configured alerts, and those of the collector itself',
    needs: 'configuration',
    load: async () => (await import('./schema.js')).prometheusRulesFile,
  },
  {
    group: 'schema',
    usage: 'cloudwatch-alarms',
    description: 'the same as a CloudFormation template of CloudWatch alarms, as JSON',
    needs: 'configuration',
    load: async () => (await import('./schema.js')).cloudWatchTemplate,
  },
  {
    group: 'eval-run',
    usage: 'put <run-id> <files...>',
    description: 'put files of a run beside the events, as they are',
    needs: 'configuration',
    options: [
      ['--sink <name>', 'which S3 or file sink, where there are several'],
      ['--date <day>', 'day of the run in UTC (default: today)'],
    ],
    load: async () => (await import('./eval-run.js')).putEvalRun,
  },
]
