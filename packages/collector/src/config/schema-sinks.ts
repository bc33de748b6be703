/** Says what may stand in `sinks` of the configuration file, by the type of the sink. */
import { flag, integer, list, matching, object, oneOf, type Schema, text } from './schema-language.js'
import {
  MIB,
  NAME,
  NAME_EXPECTED,
  OPENSEARCH_POLICY_DAYS,
  patterns,
  S3_LIFECYCLE_DAYS,
  SESSION_IDLE_SECONDS,
} from './schema-shared.js'

const sink = (
  title: string,
  type: string,
  description: string,
  content: 'exclude' | 'include',
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
): Schema =>
  object(
    title,
    {
      type: { type: 'string', const: type, description: `Is \`${type}\`.` },
      name: matching(NAME, NAME_EXPECTED, 'Names the sink in metrics, logs and commands.', {
        defaultText: 'the type',
      }),
      enabled: flag('Says whether the sink is opened at all.', { default: true }),
      content: oneOf(
        ['exclude', 'include'],
        'Says whether the sink gets fields of class `text`. Files and search indices are read by more people than a table, so they get none by default.',
        { default: content },
      ),
      events: list(
        text('An event type.'),
        'a list of event types',
        'Event types that the sink gets. See [events](events.md).',
        { minItems: 1, defaultText: 'all types' },
      ),
      ...properties,
    },
    { description, required: ['type', ...required] },
  )

const aws = {
  region: matching('^[a-z0-9-]{2,40}$', 'a region such as us-east-1', 'The AWS region.', {
    default: 'us-east-1',
  }),
  endpoint: matching(
    '^https?://[^/?#\\s]+/?$',
    'http:// or https:// and a host',
    'Address of another provider or of a server of your own.',
    { defaultText: 'that of the region' },
  ),
  access_key_id: text('An access key.', {
    defaultText: 'as the AWS SDK finds it: environment, shared files, role',
  }),
  secret_access_key: text('The secret of the access key.'),
  session_token: text('The token of temporary credentials.'),
}

/** Belongs to stores without an expiry of their own. */
const retention = {
  retention_days: integer(
    'days',
    1,
    3650,
    'Limits how long this sink keeps events, whatever the tenants say.',
    {
      defaultText: '`retention_days` of each tenant',
    },
  ),
}

const objects = {
  roll_seconds: integer('seconds', 1, 86_400, 'An object is written when its oldest record is that old.', {
    default: 300,
  }),
  roll_bytes: integer(
    'bytes',
    1024,
    5 * 1024 ** 3,
    'An object is written when that much is there, before compression; at most 64 MiB or 100,000 records go into one.',
    { default: 64 * MIB },
  ),
  format: oneOf(
    ['jsonl', 'parquet'],
    'Compressed JSON lines, or Parquet with the columns of the Athena table.',
    { default: 'jsonl' },
  ),
}

export const sinks: readonly Schema[] = [
  sink(
    'EmbeddedSinkSettings',
    'embedded',
    'The embedded store answers reports. It is there unless `{ type: embedded, enabled: false }` switches it off.',
    'include',
    retention,
  ),
  sink(
    'FileSinkSettings',
    'file',
    'Writes objects into a folder. See [S3 and files](sinks/s3.md).',
    'include',
    { path: text('The folder, relative to the configuration file.'), ...objects, ...retention },
    ['path'],
  ),
  sink(
    'S3SinkSettings',
    's3',
    'Writes objects into a bucket. See [S3 and files](sinks/s3.md).',
    'exclude',
    {
      bucket: matching(patterns.bucket, 'the name of a bucket', 'The bucket.'),
      prefix: matching(
        patterns.prefix,
        'folders such as acme/analytics, or nothing',
        'Folders before `events/`. Objects are `<prefix>/events/env=…/dt=YYYY-MM-DD/hr=HH/…`, by the hour of the event in UTC.',
        { default: '' },
      ),
      ...aws,
      ...objects,
      encryption: oneOf(['AES256', 'aws:kms'], 'Encryption at rest.', { defaultText: 'as the bucket says' }),
      kms_key_id: text('The key for `aws:kms`.', { defaultText: 'the default key of the account' }),
      retention_days: integer(
        'days',
        1,
        3650,
        'Limits how long this sink keeps events, whatever the tenants say. `hushlog setup s3` writes it into the lifecycle of the bucket.',
        { defaultText: `\`retention_days\` of each tenant; ${S3_LIFECYCLE_DAYS} in the lifecycle` },
      ),
    },
    ['bucket'],
  ),
  sink(
    'DynamoDbSinkSettings',
    'dynamodb',
    'Writes items into a table. See [DynamoDB](sinks/dynamodb.md).',
    'include',
    {
      table: matching(
        '^[A-Za-z0-9_.-]{3,255}$',
        'the name of a table',
        'The table. `hushlog setup dynamodb` makes it.',
      ),
      ...aws,
      ttl_days: integer('days', 1, 3650, 'DynamoDB may remove an item that long after the event.', {
        default: 90,
      }),
    },
    ['table'],
  ),
  sink(
    'OpenSearchSinkSettings',
    'opensearch',
    'Writes documents into daily indices. See [OpenSearch](sinks/opensearch.md).',
    'exclude',
    {
      node: matching(
        '^https?://[^/?#\\s@]+/?$',
        'http:// or https:// and a host',
        'Scheme, host and port of the node.',
      ),
      username: text('The user for basic authentication.', { defaultText: 'no authentication' }),
      password: text('The password of the user.'),
      ca_file: text(
        'PEM file of the authority that signed the certificate of the node, relative to the configuration file.',
        { defaultText: 'the authorities of the system' },
      ),
      index_prefix: matching(
        patterns.indexPrefix,
        'lower-case letters, digits, - and _, or nothing',
        'Stands before the name of every index, template and policy.',
        { default: '' },
      ),
      retention_days: integer(
        'days',
        1,
        3650,
        'Limits how long this sink keeps events, whatever the tenants say. The policy deletes daily indices after it.',
        { defaultText: `\`retention_days\` of each tenant; ${OPENSEARCH_POLICY_DAYS} in the policy` },
      ),
      session_summaries: flag('Says whether each session gets a document in `session-summaries`.', {
        default: true,
      }),
      session_idle_seconds: integer(
        'seconds',
        60,
        86_400,
        'A summarized session is closed after that long without an event.',
        { default: SESSION_IDLE_SECONDS },
      ),
    },
    ['node'],
  ),
  sink(
    'PostgresSinkSettings',
    'postgres',
    'Writes rows into tables. See [PostgreSQL](sinks/postgres.md).',
    'include',
    {
      url: matching(
        '^postgres(ql)?://',
        'postgres://user:password@host:port/database',
        'Address of the database with user and password. It is never logged. A server elsewhere needs `?sslmode=verify-full&sslrootcert=/path/ca.pem`.',
      ),
      schema: matching(
        '^[a-z_][a-z0-9_]{0,62}$',
        'the name of a schema',
        'The SQL schema that holds the tables.',
        { default: 'hushlog' },
      ),
      reports: flag(
        'Says whether reports, exports and the dashboard are answered from here instead of from the embedded store.',
        {
          defaultText: '`true`, or `false` when `events` is set',
        },
      ),
      ...retention,
    },
    ['url'],
  ),
]
