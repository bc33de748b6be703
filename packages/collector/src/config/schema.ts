/**
 * Says everything about the configuration file: what may stand in it, what is the default, and what it means. From this
 * schema come the checks with their messages (`check.ts`), the types (`settings.gen.ts`) and `docs/configuration.md`.
 * `npm run generate` writes the latter two. It loads these files before anything is built, so they import each other only.
 */
import { alerts } from './schema-alerts.js'
import {
  flag,
  integer,
  list,
  matching,
  object,
  oneOf,
  type Schema,
  text,
  textOrObject,
} from './schema-language.js'
import { health, prices, reports } from './schema-reports.js'
import {
  MAX_EVENT_AGE_DAYS,
  NAME,
  NAME_EXPECTED,
  patterns,
  SESSION_IDLE_SECONDS,
  scopes,
  TENANT_RETENTION_DAYS,
} from './schema-shared.js'
import { sinks } from './schema-sinks.js'

/** `rule-faults.ts` checks the patterns themselves. */
const rules = (whose: string): Schema =>
  list(
    object(
      'RuleSettings',
      {
        id: text(
          'Names the rule in counts and findings: 1 to 32 of `a-z`, `0-9` and `_`, beginning with a letter. Several rules may share an id.',
        ),
        pattern: {
          type: 'string',
          minLength: 1,
          maxLength: 1000,
          expected: 'a regular expression as text',
          description: 'A regular expression that takes linear time.',
        },
        flags: matching(
          '^[imsu]{0,4}$',
          'flags of i, m, s and u',
          'Flags of the regular expression: `i`, `m`, `s` and `u`.',
        ),
        replacement: text('Replaces a finding: a name in brackets.', { defaultText: '`[id]`' }),
      },
      { required: ['id', 'pattern'] },
    ),
    'a list of at most 50 rules',
    `Sanitizer rules ${whose}, beside the built-in ones. See [privacy](privacy.md#rules-and-keys-of-your-own).`,
    { maxItems: 50 },
  )

const denyKeys = (whose: string): Schema =>
  list(
    matching(
      '^[A-Za-z0-9_.-]{1,64}$',
      'a key of 1 to 64 letters, digits, _, . and -',
      'A key, compared without case and separators.',
    ),
    'a list of at most 200 keys',
    `Keys ${whose} whose values are never stored.`,
    { maxItems: 200 },
  )

const writeKey = object(
  'WriteKey',
  {
    key: matching(
      '^hlw_[A-Za-z0-9_-]{8,128}$',
      'hlw_ and 8 to 128 letters, digits, _ or -; `hushlog keys create` makes one',
      'The write key. `hushlog keys create` makes one.',
    ),
    origins: list(
      matching(
        patterns.origin,
        '"*" or an origin such as https://app.example without a path',
        'An origin, or `"*"` for any.',
      ),
      'a list of origins',
      'Origins whose pages may send with this key. A request without an `Origin` header comes from a server and is always allowed.',
      { default: [] },
    ),
    events_per_second: integer('events', 1, 10_000_000, 'Limits what the key may send per second.', {
      defaultText: 'no limit',
    }),
    backfill: flag(
      'Lets a server send events as old as the tenant keeps them, and pseudonyms `hp_…` as they are, so that an export can be posted again. The key must not have `origins`, and requests of pages are refused.',
      { defaultText: '`false`' },
    ),
  },
  { required: ['key'] },
)

const tokenText = matching(
  '^hlr_[A-Za-z0-9_-]{8,128}$',
  'hlr_ and 8 to 128 letters, digits, _ or -; `hushlog keys create` makes one',
  'The read token. `hushlog keys create` makes one.',
)

const readToken = textOrObject(
  tokenText,
  object(
    'ReadToken',
    {
      token: tokenText,
      scopes: list(
        oneOf(
          scopes,
          'Says what the token may do: `read` reports and exports, `erase` sessions and persons, save `boards`.',
          {},
        ),
        `a list of ${scopes.join(', ')}`,
        'Names what the token may do: `read` reports and exports, `erase` sessions and persons, save `boards`.',
        { minItems: 1, default: ['read'], defaultText: '`[read]`' },
      ),
    },
    {
      description: 'A token that is written as a text may `read` only. The admin may do everything.',
      required: ['token'],
    },
  ),
  'a token of hlr_ and 8 to 128 letters, digits, _ or -, or an object with token and scopes',
)

const rate = (whose: string, defaults: { burst: number; per_second: number }): Schema =>
  object(
    'RateSettings',
    {
      burst: integer('events', 1, 10_000_000, `Limits how many events of one ${whose} may come at once.`, {
        default: defaults.burst,
      }),
      per_second: integer(
        'events',
        1,
        10_000_000,
        `Limits how many events of one ${whose} may come a second.`,
        {
          default: defaults.per_second,
        },
      ),
    },
    { description: `Limits the events of one ${whose}.`, default: {} },
  )

const tenant = object(
  'TenantSettings',
  {
    id: matching(NAME, NAME_EXPECTED, 'Identifies the tenant in every stored event.'),
    name: text('The name that the dashboard shows.', { defaultText: 'the id' }),
    write_keys: list(writeKey, 'a list of write keys', 'Keys that send events for this tenant.', {
      default: [],
    }),
    read_tokens: list(
      readToken,
      'a list of read tokens',
      'Tokens that read the reports and exports of this tenant: a token, or an object that also says what it may do.',
      { default: [] },
    ),
    content: oneOf(
      ['off', 'redacted'],
      'Says whether texts that people or models wrote are stored: never, or redacted. The collector enforces it whatever a client sends.',
      { default: 'off' },
    ),
    retention_days: integer(
      'days',
      1,
      3650,
      'Limits how long events are kept. See [retention](retention.md).',
      {
        default: TENANT_RETENTION_DAYS,
      },
    ),
    rules: rules('of this tenant'),
    deny_keys: denyKeys('of this tenant'),
  },
  { required: ['id'] },
)

export const configSchema: Schema = object(
  'Settings',
  {
    listen: matching(
      '^(\\[[0-9a-fA-F:.]+\\]|[^\\s:]+):[0-9]{1,5}$',
      'host:port, such as 127.0.0.1:8788 or [::]:8788',
      'Host and port that the collector listens on. `HUSHLOG_LISTEN` overrides it.',
      { default: '127.0.0.1:8788' },
    ),
    data_dir: text(
      'Folder for the log, the embedded store and the keys that the collector made, relative to the configuration file. `HUSHLOG_DATA_DIR` overrides it, relative to the current folder.',
      { default: './hushlog-data' },
    ),
    env: matching(
      patterns.env,
      'a name of 1 to 40 letters, digits, _ . or -',
      'Name of the environment, which is stored with every event.',
      { default: 'prod' },
    ),
    admin_password: {
      type: 'string',
      minLength: 8,
      expected: 'at least 8 characters',
      description:
        'Password of the user `admin`, who reads every tenant. `HUSHLOG_ADMIN_PASSWORD` overrides it.',
      defaultText: 'none; made by the collector when no tenant is configured',
    },
    tenants: list(tenant, 'a list of at least one tenant', 'Customers whose data is isolated.', {
      minItems: 1,
      defaultText: 'one tenant `default`, with keys that the collector makes',
    }),
    sinks: list(
      {
        type: 'object',
        required: ['type'],
        expected: 'an object with a type',
        discriminator: { propertyName: 'type' },
        oneOf: sinks,
      },
      'a list of sinks',
      'Destinations of the events.',
      { default: [] },
    ),
    log: object(
      'LogSettings',
      {
        max_bytes: integer(
          'bytes',
          1024,
          Number.MAX_SAFE_INTEGER,
          'Limits the records that wait for a sink. When it is reached, requests are refused with 503. ' +
            'By default the limit follows the disk.',
          { defaultText: 'half of what the disk has free for the log' },
        ),
        max_age_days: integer(
          'days',
          1,
          3650,
          'Limits how long a record waits for a failing sink. After it the record is given up there and counted.',
          // It leaves time to repair a sink, and what waits does not fill the disk.
          { default: 14 },
        ),
        dedupe_days: integer(
          'days',
          1,
          365,
          'Says how long event ids are remembered, so that a retry is a duplicate.',
          {
            defaultText: '`dedupe_days` of the collector',
          },
        ),
      },
      { description: 'The log, in which events are durable before they are acknowledged.', default: {} },
    ),
    rules: rules('of all tenants'),
    deny_keys: denyKeys('of all tenants'),
    max_event_age_days: integer(
      'days',
      1,
      3650,
      'Limits how old an event may be when it arrives. An older one is rejected, as is one older than its tenant keeps events, or more than 5 minutes ahead. See [the time of an event](events.md#the-time-of-an-event).',
      { default: MAX_EVENT_AGE_DAYS },
    ),
    trust_proxy: integer(
      'proxies',
      0,
      10,
      'Says how many proxies stand in front of the collector, each of which appends to `X-Forwarded-For`. Limits by address need it, and nobody may reach the collector past the proxies. See [proxies](operations.md#behind-a-proxy).',
      { default: 0 },
    ),
    metrics_token: {
      type: 'string',
      minLength: 16,
      expected: 'at least 16 characters',
      description:
        'Opens `/metrics`, as `Authorization: Bearer …`. With `tenants` it takes this token or the admin, without them it is open.',
      defaultText: 'none',
    },
    limits: object(
      'LimitSettings',
      {
        session: rate('session', { burst: 1000, per_second: 50 }),
        address: rate('address', { burst: 5000, per_second: 500 }),
      },
      {
        description:
          'Limits the events of pages, which are requests with an `Origin` header. A request over a limit is answered with 429, and SDKs send it again later.',
        default: {},
      },
    ),
    dedupe_days: integer('days', 1, 365, 'The same as `dedupe_days` of the log, which goes before it.', {
      default: 14,
    }),
    drain_seconds: integer('seconds', 0, 3600, 'Limits how long sinks may go on after `SIGTERM`.', {
      default: 10,
    }),
    report_cache_seconds: integer('seconds', 0, 3600, 'Says how long a report is cached.', { default: 5 }),
    prices,
    health,
    alerts,
    reports,
    session_idle_seconds: integer(
      'seconds',
      0,
      86_400,
      'The collector ends a session after that long without an event, when the client did not. 0 means never.',
      { default: SESSION_IDLE_SECONDS },
    ),
  },
  { expected: 'an object' },
)
