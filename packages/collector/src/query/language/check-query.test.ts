/** Wrong queries, each with where it is wrong, what is allowed and the nearest name; and slips that are taken. */
import { describe, expect, it } from 'vitest'
import { Problem } from '../../http/problem.js'
import { checkQuery } from './check-query.js'
import { normalizeQuery } from './normalize-query.js'

/** Is 2026-01-05T12:30Z. */
const NOW = Date.UTC(2026, 0, 5, 12, 30)
const token = { tenants: ['acme'], admin: false, who: 'token' }
const admin = { tenants: ['acme', 'globex'], admin: true, who: 'admin' }
const SENTINEL = 'SENTINEL'

function refusalOf(body: unknown, access = token) {
  try {
    checkQuery(body, access, NOW)
  } catch (thrown) {
    if (thrown instanceof Problem) return { code: thrown.code, detail: thrown.detail, ...thrown.members }
    throw thrown
  }
  return undefined
}

const ask = (more: object) => ({ metrics: ['answers'], ...more })
const nest = (depth: number): unknown =>
  depth === 0 ? ['is', 'channel', ['chat']] : ['not', nest(depth - 1)]

type Wrong = readonly [name: string, body: unknown, pointer: string, allowed: string, nearest?: string]

const wrong: readonly Wrong[] = [
  ['nothing', undefined, '', 'a JSON object'],
  ['null', null, '', 'a JSON object'],
  ['a list', [], '', 'a JSON object'],
  ['a text', SENTINEL, '', 'a JSON object'],
  ['a member of another name', ask({ dimension: [] }), '', 'members: tenant, metrics', 'dimensions'],
  ['no metrics', {}, '/metrics', 'a list of 1 to 50 metrics'],
  ['an empty list of metrics', { metrics: [] }, '/metrics', 'a list of 1 to 50 metrics'],
  ['too many metrics', { metrics: Array(51).fill('answers') }, '/metrics', '1 to 50'],
  ['a metric that is close to one', { metrics: ['anwsers'] }, '/metrics/0', 'catalogue', 'answers'],
  ['an unknown metric', { metrics: ['answers', SENTINEL] }, '/metrics/1', 'catalogue'],
  ['a metric that is a number', { metrics: [7] }, '/metrics/0', 'a metric'],
  ['a metric twice', { metrics: ['answers', 'answers'] }, '/metrics/1', 'each metric once'],
  ['an unknown dimension', ask({ dimensions: ['topics'] }), '/dimensions/0', 'catalogue', 'topic'],
  [
    'five dimensions',
    ask({ dimensions: ['topic', 'event', 'env', 'model', 'locale'] }),
    '/dimensions',
    'at most 4',
  ],
  ['a dimension twice', ask({ dimensions: ['topic', 'topic'] }), '/dimensions/1', 'each dimension once'],
  ['a person', ask({ dimensions: ['user'] }), '/dimensions/0', 'a dimension'],
  ['an id of a ticket', ask({ dimensions: ['ticket_id'] }), '/dimensions/0', 'a dimension'],
  ['an unknown unit', ask({ dimensions: ['time:dya'] }), '/dimensions/0', 'time:hour, time:day', 'time:day'],
  [
    'two timelines',
    ask({ dimensions: ['time:day', 'time:hour'] }),
    '/dimensions',
    'at most one of time:hour',
  ],
  ['a bucket of a label', ask({ dimensions: ['bucket:topic'] }), '/dimensions/0', 'a number of an event'],
  [
    'edges that descend',
    ask({ dimensions: [{ bucket: 'match_score', edges: [2, 1] }] }),
    '/dimensions/0/edges',
    '1 to 100 ascending numbers',
  ],
  ['a property without a key', ask({ dimensions: ['properties.'] }), '/dimensions/0', '1 to 64 letters'],
  [
    'a key with a quote',
    ask({ dimensions: [`properties.${SENTINEL}'`] }),
    '/dimensions/0',
    '1 to 64 letters',
  ],
  ['filters that are a number', ask({ filters: 7 }), '/filters', 'a list of at most 100 filters'],
  ['a filter that is a text', ask({ filters: [SENTINEL] }), '/filters/0', 'a filter such as'],
  [
    'an unknown operator',
    ask({ filters: [['equals', 'topic', ['a']]] }),
    '/filters/0/0',
    'is, is_not, contains',
  ],
  [
    'an operator that is close',
    ask({ filters: [['contain', 'topic', ['a']]] }),
    '/filters/0/0',
    'operator',
    'contains',
  ],
  [
    'a filter of nothing',
    ask({ filters: [['is', 'chanel', ['a']]] }),
    '/filters/0/1',
    'catalogue',
    'channel',
  ],
  [
    'a filter of a person',
    ask({ filters: [['is', 'user', [SENTINEL]]] }),
    '/filters/0/1',
    'a dimension or a number',
  ],
  ['no values', ask({ filters: [['is', 'topic', []]] }), '/filters/0/2', '1 to 100 values'],
  ['values left out', ask({ filters: [['is', 'topic']] }), '/filters/0/2', '1 to 100 values'],
  [
    'too many values',
    ask({ filters: [['is', 'topic', Array(101).fill('a')]] }),
    '/filters/0/2',
    '1 to 100 values',
  ],
  [
    'a value that is an object',
    ask({ filters: [['is', 'topic', [{ [SENTINEL]: 1 }]]] }),
    '/filters/0/2/0',
    'a text',
  ],
  [
    'a long value',
    ask({ filters: [['is', 'topic', [SENTINEL.repeat(300)]]] }),
    '/filters/0/2/0',
    '2048 characters',
  ],
  [
    'a boolean of another kind',
    ask({ filters: [['is', 'no_match', [SENTINEL]]] }),
    '/filters/0/2/0',
    'true or false',
  ],
  [
    'a number that is none',
    ask({ filters: [['gt', 'match_score', [SENTINEL]]] }),
    '/filters/0/2/0',
    'a number',
  ],
  [
    'a label that is compared',
    ask({ filters: [['gt', 'topic', [1]]] }),
    '/filters/0/1',
    'a number of an event',
  ],
  [
    'a number that is searched',
    ask({ filters: [['contains', 'match_score', ['1']]] }),
    '/filters/0/1',
    'dimension of text',
  ],
  ['filters too deep', ask({ filters: [nest(4)] }), '/filters/0/1/1/1/1', 'at most 4 deep'],
  ['an empty and', ask({ filters: [['and', []]] }), '/filters/0/1', '1 to 100 filters'],
  [
    'has_done in has_done',
    ask({ filters: [['has_done', ['has_done', ['is', 'topic', ['a']]]]] }),
    '/filters/0/1',
    'no has_done within has_done',
  ],
  ['a range of another form', ask({ date_range: SENTINEL }), '/date_range', '30d, 24h, today'],
  ['no days', ask({ date_range: '0d' }), '/date_range', '30d, 24h, today'],
  ['a century', ask({ date_range: '36500d' }), '/date_range', 'at most 3660d'],
  ['one day of two', ask({ date_range: ['2026-01-01'] }), '/date_range', '30d, 24h, today'],
  ['a day that is none', ask({ date_range: ['2026-02-30', '2026-03-01'] }), '/date_range', 'no such day'],
  [
    'days in the wrong order',
    ask({ date_range: ['2026-01-02', '2026-01-01'] }),
    '/date_range',
    'first day before the last',
  ],
  ['a zone that is close', ask({ time_zone: 'Europe/Zürich' }), '/time_zone', 'time zone', 'Europe/Zurich'],
  ['an offset as a zone', ask({ time_zone: `+${SENTINEL}` }), '/time_zone', 'time zone'],
  ['another comparison', ask({ compare: 'last_year' }), '/compare', 'previous_period, previous_year'],
  [
    'what comes before all',
    ask({ date_range: 'all', compare: 'previous_period' }),
    '/compare',
    'nothing comes before',
  ],
  ['an order by what is not asked', ask({ order_by: [['topic', 'asc']] }), '/order_by/0/0', 'of the query'],
  ['another direction', ask({ order_by: [['answers', 'down']] }), '/order_by/0/1', 'asc or desc'],
  ['no limit at all', ask({ limit: 0 }), '/limit', 'a whole number from 1 to 10000'],
  ['a limit that is too high', ask({ limit: 10_001 }), '/limit', 'a whole number from 1 to 10000'],
  ['half a row', ask({ limit: 1.5 }), '/limit', 'a whole number'],
  ['a limit in words', ask({ limit: SENTINEL }), '/limit', 'a whole number'],
  ['an offset below 0', ask({ offset: -1 }), '/offset', 'a whole number from 0'],
  [
    'other beside an offset',
    ask({ offset: 1, include: { other: true } }),
    '/include/other',
    'no offset beside it',
  ],
  [
    'an include of another name',
    ask({ include: { total: true } }),
    '/include',
    'totals, empty_buckets, other',
    'totals',
  ],
  [
    'an include that is no boolean',
    ask({ include: { totals: SENTINEL } }),
    '/include/totals',
    'true or false',
  ],
  [
    'a dimension that no metric has',
    { metrics: ['uploads'], dimensions: ['topic'] },
    '/dimensions/0',
    'file_upload',
  ],
]

describe('a wrong query', () => {
  const cases = wrong.map(([name, body, pointer, allowed, nearest]) => ({
    name,
    body,
    pointer,
    allowed,
    nearest,
  }))

  it.each(cases)('$name', ({ body, pointer, allowed, nearest }) => {
    const refusal = refusalOf(body)
    expect(refusal).toMatchObject({
      code: 'invalid_query',
      pointer,
      detail: expect.stringContaining(allowed),
    })
    expect(refusal).toHaveProperty('detail', expect.not.stringContaining(SENTINEL))
    if (nearest !== undefined) expect(refusal).toMatchObject({ nearest })
  })

  it('of an admin of several tenants has to name one', () => {
    expect(refusalOf(ask({}), admin)).toMatchObject({ code: 'invalid_query', pointer: '/tenant' })
  })

  it.each<{ tenant: unknown }>([
    { tenant: 'globex' },
    { tenant: ['acme', 'globex'] },
    { tenant: SENTINEL },
    { tenant: {} },
  ])('a tenant that may not be read does not exist', ({ tenant }) => {
    expect(refusalOf(ask({ tenant }))).toMatchObject({ code: 'not_found' })
  })
})

describe('a slip', () => {
  /** The query as the language writes it, with what was left out. */
  const normal = (body: unknown) => normalizeQuery(body, checkQuery(body, token, NOW))

  it.each([
    ['a metric in place of a list', { metrics: 'answers' }, { metrics: ['answers'] }],
    ['a dimension in place of a list', ask({ dimensions: 'topic' }), ask({ dimensions: ['topic'] })],
    [
      'a bucket in place of a list',
      ask({ dimensions: { bucket: 'match_score' } }),
      ask({ dimensions: ['bucket:match_score'] }),
    ],
    [
      'a filter in place of a list',
      ask({ filters: ['is', 'topic', 'a'] }),
      ask({ filters: [['is', 'topic', ['a']]] }),
    ],
    [
      'a value in place of a list',
      ask({ filters: [['gte', 'match_score', '0.5']] }),
      ask({ filters: [['gte', 'match_score', ['0.5']]] }),
    ],
    [
      'an order in place of a list',
      ask({ order_by: ['answers', 'asc'] }),
      ask({ order_by: [['answers', 'asc']] }),
    ],
    ['an order without a direction', ask({ order_by: 'answers' }), ask({ order_by: [['answers', 'desc']] })],
    ['a number as text', ask({ limit: '10', offset: '3' }), ask({ limit: 10, offset: 3 })],
    ['a boolean as text', ask({ include: { totals: 'true' } }), ask({ include: { totals: true } })],
    [
      'null in place of what is left out',
      ask({
        tenant: null,
        dimensions: null,
        filters: null,
        date_range: null,
        time_zone: null,
        compare: null,
        order_by: null,
        limit: null,
        offset: null,
        include: null,
      }),
      ask({}),
    ],
    ['null within include', ask({ include: { totals: null } }), ask({})],
  ])('is taken: %s', (_name, slip, meant) => {
    expect(normal(slip)).toEqual(normal(meant))
  })

  it('does not change what a query means when it is written out', () => {
    const slip = ask({
      dimensions: [{ bucket: 'match_score', edges: [0.5] }, 'time:day'],
      filters: [
        'and',
        [
          ['is', 'channel', 'chat'],
          ['not', ['is_null', 'topic']],
        ],
      ],
      order_by: 'answers',
    })
    expect(checkQuery(normal(slip), token, NOW)).toEqual(checkQuery(slip, token, NOW))
    expect(normal(normal(slip))).toEqual(normal(slip))
  })
})
