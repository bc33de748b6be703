import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ConfigError } from './config-error.js'
import { loadConfig } from './load.js'

let cwd = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'hushlog-config-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

const load = (yaml?: string, environment: Record<string, string> = {}) => {
  if (yaml !== undefined) writeFileSync(join(cwd, 'hushlog.yaml'), yaml)
  return loadConfig({ environment, cwd })
}

const faults = (yaml: string, environment?: Record<string, string>): string[] => {
  try {
    load(yaml, environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message.replaceAll(`${cwd}/`, '').split('\n')
    throw error
  }
  throw new Error('the configuration was accepted')
}

describe('without any configuration', () => {
  test('there is a tenant without configured keys, and nothing is written', () => {
    const { config, generated, file } = load()
    expect([generated, file]).toEqual([true, undefined])
    expect(config).toMatchObject({
      listen: { host: '127.0.0.1', port: 8788 },
      dataDir: join(cwd, 'hushlog-data'),
      env: 'prod',
      drainSeconds: 10,
      log: { dedupeDays: 14, maxAgeDays: 14 },
    })
    expect(config.sinks.map(({ type }) => type)).toEqual(['embedded'])
    const [tenant] = config.tenants
    expect(tenant).toMatchObject({ id: 'default', content: 'off', writeKeys: [], readTokens: [] })
    expect(config.adminPassword).toBeUndefined()
    expect(readdirSync(cwd)).toEqual([])
  })

  test('variables override', () => {
    const { config } = load(undefined, {
      HUSHLOG_LISTEN: '[::]:9',
      HUSHLOG_DATA_DIR: 'here',
      HUSHLOG_ADMIN_PASSWORD: 'from outside',
    })
    expect(config).toMatchObject({
      listen: { host: '::', port: 9 },
      dataDir: join(cwd, 'here'),
      adminPassword: 'from outside',
    })
  })
})

describe('documented configurations', () => {
  const root = join(import.meta.dirname, '../../../..')
  const variables = {
    HUSHLOG_ADMIN_PASSWORD: 'a password',
    ACME_WRITE_KEY: 'hlw_12345678',
    ACME_READ_TOKEN: 'hlr_12345678',
    OPENSEARCH_PASSWORD: 'another password',
    POSTGRES_URL: 'postgres://user:password@host:5432/database',
  }
  const pages = ['s3', 'dynamodb', 'opensearch', 'postgres'].map((name) => `docs/sinks/${name}.md`)
  test.each(['README.md', 'docs/configuration.md', ...pages])('of %s are accepted', (page) => {
    const blocks = [...readFileSync(join(root, page), 'utf8').matchAll(/^```yaml\n(.*?)^```/gms)]
    expect(blocks.length).toBeGreaterThan(0)
    for (const [, yaml] of blocks) expect(load(yaml, variables).config.sinks.length).toBeGreaterThan(1)
  })
})

describe('a file', () => {
  // References need no quotes, also in flow style.
  const documented = `
listen: 127.0.0.1:9000
data_dir: ./elsewhere
env: staging
admin_password: \${PASSWORD}
tenants:
  - id: acme
    name: Acme Corp
    write_keys: [{ key: \${KEY}, origins: ["https://app.acme.example"] }]   # \${NOT_USED_IN_A_COMMENT}
    read_tokens: [\${TOKEN}]
    content: redacted
    retention_days: 30
sinks:
  - { type: file, path: ./export, name: objects, events: [page_view], content: exclude }
log: { max_bytes: 1000000 }
dedupe_days: 20
drain_seconds: 3
`
  const environment = { KEY: 'hlw_from-environment', TOKEN: 'hlr_from-environment', PASSWORD: 'a: [b] # "c"' }

  test('a token is a text that may read, or says what it may do', () => {
    const tokens = '[hlr_12345678, { token: hlr_erases-only, scopes: [erase] }, { token: hlr_says-nothing }]'
    const { config } = load(`tenants: [{ id: a, read_tokens: ${tokens} }]`)
    expect(config.tenants[0]?.readTokens).toEqual([
      'hlr_12345678',
      { token: 'hlr_erases-only', scopes: ['erase'] },
      { token: 'hlr_says-nothing', scopes: ['read'] },
    ])
  })

  test('means what it says, and a variable adds text but no structure', () => {
    const { config, file, generated } = load(documented, environment)
    expect([file, generated]).toEqual([join(cwd, 'hushlog.yaml'), false])
    expect(config).toEqual({
      listen: { host: '127.0.0.1', port: 9000 },
      dataDir: join(cwd, 'elsewhere'),
      env: 'staging',
      adminPassword: 'a: [b] # "c"',
      tenants: [
        {
          id: 'acme',
          name: 'Acme Corp',
          writeKeys: [
            {
              key: 'hlw_from-environment',
              origins: ['https://app.acme.example'],
              eventsPerSecond: undefined,
            },
          ],
          readTokens: ['hlr_from-environment'],
          content: 'redacted',
          retentionDays: 30,
          rules: [],
          denyKeys: [],
        },
      ],
      sinks: [
        { type: 'embedded', name: 'embedded', enabled: true, content: 'include', events: undefined },
        {
          type: 'file',
          name: 'objects',
          enabled: true,
          content: 'exclude',
          events: ['page_view'],
          path: join(cwd, 'export'),
          rollSeconds: 300,
          rollBytes: 67108864,
          format: 'jsonl',
        },
      ],
      log: { maxBytes: 1_000_000, dedupeDays: 20, maxAgeDays: 14 },
      maxEventAgeDays: 30,
      metricsToken: undefined,
      openMetrics: false,
      trustProxy: 0,
      limits: { session: { burst: 1000, perSecond: 50 }, address: { burst: 5000, perSecond: 500 } },
      drainSeconds: 3,
      reportCacheSeconds: 5,
      sessionIdleSeconds: 1800,
      prices: { workflowRun: 0.01, performanceSample: 0.005, prediction: 0.02 },
      alerts: [],
      health: {
        errorRate: { warning: 0.05, critical: 0.2 },
        p95LatencyMs: { warning: 1000, critical: 3000 },
        silentAfterSeconds: 600,
      },
      reports: { minSessions: 0 },
    })
  })

  test('that HUSHLOG_CONFIG names has paths relative to it', () => {
    writeFileSync(join(cwd, 'other.yaml'), 'data_dir: x')
    const { config } = load('env: wrong', { HUSHLOG_CONFIG: 'other.yaml' })
    expect([config.env, config.dataDir]).toEqual(['prod', join(cwd, 'x')])
    expect(() => load(undefined, { HUSHLOG_CONFIG: 'gone.yaml' })).toThrow('the file cannot be read (ENOENT)')
  })

  test('may let a server send old events', () => {
    const { config } = load(
      'tenants: [{ id: a, write_keys: [{ key: hlw_12345678, backfill: true }] }]\nmax_event_age_days: 3',
    )
    expect(config.maxEventAgeDays).toBe(3)
    expect(config.tenants[0]?.writeKeys).toEqual([{ key: 'hlw_12345678', origins: [], backfill: true }])
  })

  test('may switch the embedded store off', () => {
    expect(load('sinks: [{ type: embedded, enabled: false }]').config.sinks).toEqual([])
  })

  test('may add rules and denied keys, of a tenant and of all', () => {
    const { config } = load(`
rules: [{ id: badge, pattern: 'B-[0-9]{4}', flags: i, replacement: '[staff]' }]
deny_keys: [shoe_size]
tenants:
  - { id: a, rules: [{ id: employee, pattern: 'EMP-\\d{6}' }], deny_keys: [page_title] }
  - id: b
`)
    const badge = { id: 'badge', pattern: 'B-[0-9]{4}', flags: 'i', replacement: '[staff]' }
    expect(config.tenants).toMatchObject([
      { rules: [{ id: 'employee', pattern: 'EMP-\\d{6}' }, badge], denyKeys: ['page_title', 'shoe_size'] },
      { rules: [badge], denyKeys: ['shoe_size'] },
    ])
  })

  const bad: readonly [string, string, readonly string[]][] = [
    [
      'an unknown key that is near a known one',
      'env: prod\ndrain_second: 3',
      [
        'hushlog.yaml:2:1: drain_second: unknown key; did you mean drain_seconds? Allowed: listen, data_dir, env, ' +
          'admin_password, tenants, sinks, log, rules, deny_keys, max_event_age_days, trust_proxy, metrics_token, limits, dedupe_days, drain_seconds, report_cache_seconds, prices, health, alerts, reports, session_idle_seconds',
      ],
    ],
    [
      'an unknown key deep inside',
      'tenants:\n  - id: a\n    write_keys:\n      - key: hlw_12345678\n        colour: red',
      [
        'hushlog.yaml:5:9: tenants[0].write_keys[0].colour: unknown key. Allowed: key, origins, events_per_second, backfill',
      ],
    ],
    [
      'a bad value',
      'tenants: [{ id: a, content: some }]',
      ['hushlog.yaml:1:29: tenants[0].content: expected off or redacted'],
    ],
    [
      'a value of the wrong type',
      'drain_seconds: "3"',
      ['hushlog.yaml:1:16: drain_seconds: expected a whole number of seconds from 0 to 3600'],
    ],
    ['something missing', 'tenants:\n  - name: A', ['hushlog.yaml:2:5: tenants[0]: id is missing']],
    ['a file sink without a path', 'sinks:\n  - type: file', ['hushlog.yaml:2:5: sinks[0]: path is missing']],
    [
      'an unknown sink',
      'sinks: [{ type: kafka }]',
      [
        'hushlog.yaml:1:17: sinks[0].type: unknown sink type. Allowed: embedded, file, s3, dynamodb, opensearch, postgres',
      ],
    ],
    ['a sink without a type', 'sinks: [{ path: a }]', ['hushlog.yaml:1:9: sinks[0]: type is missing']],
    [
      'a sink type that is not a text',
      'sinks: [{ type: 3 }]',
      ['hushlog.yaml:1:17: sinks[0].type: expected a sink type'],
    ],
    [
      'a sink that is not an object',
      'sinks: [file]',
      ['hushlog.yaml:1:9: sinks[0]: expected an object with a type'],
    ],
    [
      'an unknown key of a sink',
      'sinks:\n  - { type: s3, bucket: events, roll_second: 3 }',
      [
        'hushlog.yaml:2:33: sinks[0].roll_second: unknown key; did you mean roll_seconds? Allowed: type, name, enabled, content, ' +
          'events, bucket, prefix, region, endpoint, access_key_id, secret_access_key, session_token, roll_seconds, ' +
          'roll_bytes, format, encryption, kms_key_id, retention_days',
      ],
    ],
    [
      'a choice of the wrong type',
      'tenants: [{ id: a, content: 1 }]',
      ['hushlog.yaml:1:29: tenants[0].content: expected off or redacted'],
    ],
    [
      'an object of the wrong type',
      'log: 3',
      ['hushlog.yaml:1:6: log: expected an object with max_bytes, max_age_days and dedupe_days'],
    ],
    [
      'an unknown event type',
      'sinks: [{ type: embedded, events: [nope] }]',
      ['hushlog.yaml: sinks[0].events: an event type is not in the catalogue'],
    ],
    [
      'a rule that can take long',
      "tenants:\n  - id: a\n    rules:\n      - { id: own, pattern: '\\d+x' }",
      [
        'hushlog.yaml:4:29: tenants[0].rules[0].pattern: +, * and {n,} may stand only at the very end, because what comes ' +
          'behind makes them start again at every character; give the others an end, such as {1,32}',
      ],
    ],
    [
      'a rule with the name of another',
      'rules: [{ id: email, pattern: x }]',
      ['hushlog.yaml:1:15: rules[0].id: its id is that of a built-in rule; give it another'],
    ],
    [
      'a rule with several faults',
      'rules: [{ id: own, patern: x, flags: g }]',
      [
        'hushlog.yaml:1:9: rules[0]: pattern is missing',
        'hushlog.yaml:1:20: rules[0].patern: unknown key; did you mean pattern? Allowed: id, pattern, flags, replacement',
        'hushlog.yaml:1:38: rules[0].flags: expected flags of i, m, s and u',
      ],
    ],
    [
      'a denied key with a space',
      'deny_keys: [a b]',
      ['hushlog.yaml:1:13: deny_keys[0]: expected a key of 1 to 64 letters, digits, _, . and -'],
    ],
    ['a list', '- a', ['hushlog.yaml:1:1: expected an object']],
    ['no YAML', 'env: [', ['hushlog.yaml:1:7: not YAML (BAD_INDENT)']],
    ['a key twice', 'env: a\nenv: b', ['hushlog.yaml:2:1: not YAML (DUPLICATE_KEY)']],
    [
      'a variable that is not set',
      `env: a\nadmin_password: \${GONE}`,
      ['hushlog.yaml:2:17: GONE: the environment variable is not set'],
    ],
    ['a port that does not exist', 'listen: a:70000', ['hushlog.yaml: listen: expected a port up to 65535']],
    [
      'two tenants of one id',
      'tenants: [{ id: a }, { id: a }]',
      ['hushlog.yaml: tenants: two tenants have the same id'],
    ],
    [
      'a key of two tenants',
      'tenants: [{ id: a, write_keys: [{ key: hlw_12345678 }] }, { id: b, write_keys: [{ key: hlw_12345678 }] }]',
      ['hushlog.yaml: tenants: a write key occurs twice; it has to identify one tenant'],
    ],
    [
      'a key that may send old events from pages',
      'tenants: [{ id: a, write_keys: [{ key: hlw_12345678, origins: ["*"], backfill: true }] }]',
      [
        'hushlog.yaml: tenants[0].write_keys[0]: a key with backfill is for servers and must not have origins; remove ' +
          'them, or give pages a key of their own',
      ],
    ],
    [
      'a token of two tenants',
      'tenants: [{ id: a, read_tokens: [hlr_12345678] }, { id: b, read_tokens: [{ token: hlr_12345678 }] }]',
      ['hushlog.yaml: tenants: a read token occurs twice; it has to identify one tenant'],
    ],
    [
      'a token that is no token',
      'tenants: [{ id: a, read_tokens: [secret, 5, { token: hlr_12345678, scopes: [all] }, { scopes: [] }] }]',
      [
        'hushlog.yaml:1:34: tenants[0].read_tokens[0]: expected a token of hlr_ and 8 to 128 letters, digits, _ or -, or an object with token and scopes',
        'hushlog.yaml:1:42: tenants[0].read_tokens[1]: expected a token of hlr_ and 8 to 128 letters, digits, _ or -, or an object with token and scopes',
        'hushlog.yaml:1:77: tenants[0].read_tokens[2].scopes[0]: expected read, erase or boards',
        'hushlog.yaml:1:85: tenants[0].read_tokens[3]: token is missing',
        'hushlog.yaml:1:95: tenants[0].read_tokens[3].scopes: expected a list of read, erase, boards',
      ],
    ],
    [
      'prices and thresholds that are none',
      'prices: { workflow_run: -1, wish: 2 }\nhealth: { error_rate: { warning: 5 }, silent_after_seconds: 0.5 }',
      [
        'hushlog.yaml:1:29: prices.wish: unknown key. Allowed: workflow_run, performance_sample, prediction',
        'hushlog.yaml:1:25: prices.workflow_run: expected a number of currency units from 0 to 1000000',
        'hushlog.yaml:2:34: health.error_rate.warning: expected a share from 0 to 1',
        'hushlog.yaml:2:61: health.silent_after_seconds: expected a whole number of seconds from 1 to 31536000',
      ],
    ],
    [
      'a warning that comes after what is critical',
      'health: { error_rate: { warning: 0.5 }, p95_latency_ms: { critical: 10 } }',
      [
        'hushlog.yaml: health.error_rate: expected warning to be at most critical',
        'hushlog.yaml: health.p95_latency_ms: expected warning to be at most critical',
      ],
    ],
    [
      'two sinks of one name',
      'sinks: [{ type: file, path: a }, { type: file, path: b }]',
      ['hushlog.yaml: sinks: two sinks have the same name; give one of them a name of its own'],
    ],
    [
      'the name of another sink’s session summaries',
      'sinks: [{ type: opensearch, node: "http://a:9200" }, { type: file, path: a, name: opensearch-sessions }]',
      ['hushlog.yaml: sinks: two sinks have the same name; give one of them a name of its own'],
    ],
  ]
  test.each(bad)('with %s is refused', (_name, yaml, expected) => {
    expect(faults(yaml)).toEqual(expected)
  })

  test('with several faults reports all of them and no value', () => {
    const reported = faults(
      'listen: s3cret\nadmin_password: s3cret\ntenants: [{ id: s3cret!, write_keys: [{ key: s3cret }] }]',
    )
    expect(reported).toHaveLength(4)
    expect(reported.join()).not.toContain('s3cret')
  })
})
