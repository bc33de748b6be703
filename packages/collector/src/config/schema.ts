/** What may stand in the configuration file. `expected` is what an error says is allowed. */

const name = {
  type: 'string',
  pattern: '^[a-z0-9][a-z0-9-]{0,39}$',
  expected: 'a name of 1 to 40 of a-z, 0-9 and -, not beginning with -',
}
const text = { type: 'string', minLength: 1, expected: 'a text that is not empty' }
const flag = { type: 'boolean', expected: 'true or false' }
const from = (minimum: number, maximum: number, unit: string) => ({
  type: 'integer',
  minimum,
  maximum,
  expected: `a whole number of ${unit} from ${minimum} to ${maximum}`,
})

const writeKey = {
  type: 'object',
  additionalProperties: false,
  required: ['key'],
  expected: 'an object with key, origins and events_per_second',
  properties: {
    key: {
      type: 'string',
      pattern: '^hlw_[A-Za-z0-9_-]{8,128}$',
      expected: 'hlw_ and 8 to 128 letters, digits, _ or -; `hushlog keys create` makes one',
    },
    origins: {
      type: 'array',
      items: {
        type: 'string',
        pattern: '^(\\*|[a-z][a-z0-9+.-]*://[^/?#\\s]+)$',
        expected: '"*" or an origin such as https://app.example without a path',
      },
      expected: 'a list of origins',
    },
    events_per_second: from(1, 10_000_000, 'events'),
  },
}

/** What the pattern itself may be is `rule-faults.ts`'s to say. */
const rules = {
  type: 'array',
  maxItems: 50,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'pattern'],
    expected: 'an object with id, pattern, flags and replacement',
    properties: {
      id: text,
      pattern: { type: 'string', minLength: 1, maxLength: 1000, expected: 'a regular expression as text' },
      flags: { type: 'string', pattern: '^[imsu]{0,4}$', expected: 'flags of i, m, s and u' },
      replacement: text,
    },
  },
  expected: 'a list of at most 50 rules',
}
const denyKeys = {
  type: 'array',
  maxItems: 200,
  items: {
    type: 'string',
    pattern: '^[A-Za-z0-9_.-]{1,64}$',
    expected: 'a key of 1 to 64 letters, digits, _, . and -',
  },
  expected: 'a list of at most 200 keys',
}

const tenant = {
  type: 'object',
  additionalProperties: false,
  required: ['id'],
  expected: 'an object with id, name, write_keys, read_tokens, content, retention_days, rules and deny_keys',
  properties: {
    id: name,
    name: text,
    write_keys: { type: 'array', items: writeKey, expected: 'a list of write keys' },
    read_tokens: {
      type: 'array',
      items: {
        type: 'string',
        pattern: '^hlr_[A-Za-z0-9_-]{8,128}$',
        expected: 'hlr_ and 8 to 128 letters, digits, _ or -; `hushlog keys create` makes one',
      },
      expected: 'a list of read tokens',
    },
    content: { enum: ['off', 'redacted'], expected: 'off or redacted' },
    retention_days: from(1, 3650, 'days'),
    rules,
    deny_keys: denyKeys,
  },
}

export const configSchema = {
  type: 'object',
  additionalProperties: false,
  expected: 'an object',
  properties: {
    listen: {
      type: 'string',
      pattern: '^(\\[[0-9a-fA-F:.]+\\]|[^\\s:]+):[0-9]{1,5}$',
      expected: 'host:port, such as 127.0.0.1:8788 or [::]:8788',
    },
    data_dir: text,
    env: {
      type: 'string',
      pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$',
      expected: 'a name of 1 to 40 letters, digits, _ . or -',
    },
    admin_password: { type: 'string', minLength: 8, expected: 'at least 8 characters' },
    tenants: { type: 'array', items: tenant, minItems: 1, expected: 'a list of at least one tenant' },
    sinks: {
      type: 'array',
      items: {
        type: 'object',
        required: ['type'],
        properties: { type: { type: 'string', expected: 'a sink type' } },
        expected: 'an object with a type',
      },
      expected: 'a list of sinks',
    },
    log: {
      type: 'object',
      additionalProperties: false,
      expected: 'an object with max_bytes, max_age_days and dedupe_days',
      properties: {
        max_bytes: from(1024, Number.MAX_SAFE_INTEGER, 'bytes'),
        max_age_days: from(1, 3650, 'days'),
        dedupe_days: from(1, 365, 'days'),
      },
    },
    rules,
    deny_keys: denyKeys,
    dedupe_days: from(1, 365, 'days'),
    drain_seconds: from(0, 3600, 'seconds'),
    report_cache_seconds: from(0, 3600, 'seconds'),
    session_idle_seconds: from(0, 86_400, 'seconds'),
  },
}

const sink = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  required: ['type', ...required],
  properties: {
    type: text,
    name,
    enabled: flag,
    content: { enum: ['exclude', 'include'], expected: 'exclude or include' },
    events: { type: 'array', minItems: 1, items: text, expected: 'a list of event types' },
    ...properties,
  },
})

const aws = {
  region: { type: 'string', pattern: '^[a-z0-9-]{2,40}$', expected: 'a region such as us-east-1' },
  endpoint: {
    type: 'string',
    pattern: '^https?://[^/?#\\s]+/?$',
    expected: 'http:// or https:// and a host',
  },
  access_key_id: text,
  secret_access_key: text,
  session_token: text,
}

/** For stores that have no expiry of their own. */
const retention = { retention_days: from(1, 3650, 'days') }

const roll = {
  roll_seconds: from(1, 86_400, 'seconds'),
  roll_bytes: from(1024, 5 * 1024 ** 3, 'bytes'),
}

const format = { enum: ['jsonl', 'parquet'], expected: 'jsonl or parquet' }

/** By type. */
export const sinkSchemas: ReadonlyMap<string, object> = new Map([
  ['embedded', sink(retention)],
  ['file', sink({ path: text, ...roll, ...retention, format }, ['path'])],
  [
    's3',
    sink(
      {
        ...aws,
        ...roll,
        ...retention,
        bucket: {
          type: 'string',
          pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
          expected: 'the name of a bucket',
        },
        prefix: {
          type: 'string',
          pattern: '^([A-Za-z0-9!_.*()-]+(/[A-Za-z0-9!_.*()-]+)*/?)?$',
          expected: 'folders such as acme/analytics, or nothing',
        },
        format,
        encryption: { enum: ['AES256', 'aws:kms'], expected: 'AES256 or aws:kms' },
        kms_key_id: text,
        retention_days: from(1, 3650, 'days'),
      },
      ['bucket'],
    ),
  ],
  [
    'dynamodb',
    sink(
      {
        ...aws,
        table: { type: 'string', pattern: '^[A-Za-z0-9_.-]{3,255}$', expected: 'the name of a table' },
        ttl_days: from(1, 3650, 'days'),
      },
      ['table'],
    ),
  ],
  [
    'opensearch',
    sink(
      {
        node: {
          type: 'string',
          pattern: '^https?://[^/?#\\s@]+/?$',
          expected: 'http:// or https:// and a host',
        },
        username: text,
        password: text,
        ca_file: text,
        index_prefix: {
          type: 'string',
          pattern: '^([a-z0-9][a-z0-9_-]{0,63})?$',
          expected: 'lower-case letters, digits, - and _, or nothing',
        },
        retention_days: from(1, 3650, 'days'),
        session_summaries: flag,
        session_idle_seconds: from(60, 86_400, 'seconds'),
      },
      ['node'],
    ),
  ],
  [
    'postgres',
    sink(
      {
        url: {
          type: 'string',
          pattern: '^postgres(ql)?://',
          expected: 'postgres://user:password@host:port/database',
        },
        schema: { type: 'string', pattern: '^[a-z_][a-z0-9_]{0,62}$', expected: 'the name of a schema' },
        reports: flag,
        ...retention,
      },
      ['url'],
    ),
  ],
])
