import { describe, expect, it } from 'vitest'
import { Problem } from '../../http/problem.js'
import { checkQuery } from './check-query.js'

const access = { tenants: ['acme'], admin: false, who: 'test' }

/** Returns what is said about a query that is refused. */
function refusalOf(query: object): unknown {
  try {
    checkQuery(query, access, Date.UTC(2026, 0, 5))
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.members.pointer
    throw thrown
  }
  return undefined
}

describe('dimensions, filters and metrics that do not go together', () => {
  it.each([
    [
      'a rule beside what is no redaction',
      { metrics: ['redactions', 'events'], dimensions: ['rule'] },
      '/dimensions/0',
    ],
    [
      'a filter by rule beside what is no redaction',
      { metrics: ['events'], filters: [['is', 'rule', ['email']]] },
      '/filters',
    ],
    [
      'a filter by rule of another event of the session',
      { metrics: ['redactions'], filters: [['has_done', ['is', 'rule', ['email']]]] },
      '/filters',
    ],
    [
      'a duration of sessions beside what is no session',
      { metrics: ['sessions', 'answers'], dimensions: ['bucket:session_duration'] },
      '/dimensions/0',
    ],
    [
      'the hours of a day beside what is open at the end',
      { metrics: ['backlog'], dimensions: ['time:hour_of_day'] },
      '/dimensions/0',
    ],
    [
      'an anomaly without templates',
      { metrics: ['events', 'template_anomaly'], dimensions: ['time:day'] },
      '/metrics/1',
    ],
    [
      'an anomaly without buckets',
      { metrics: ['template_anomaly'], dimensions: ['template_id'] },
      '/metrics/0',
    ],
    ['a dimension that no metric has', { metrics: ['backlog'], dimensions: ['topic'] }, '/dimensions/0'],
  ])('refuses %s', (_, query, pointer) => {
    expect(refusalOf(query)).toBe(pointer)
  })

  it.each([
    { metrics: ['redactions'], dimensions: ['rule', 'channel'], filters: [['is', 'stage', ['client']]] },
    { metrics: ['client_drops'], dimensions: ['reason', 'tenant', 'sdk'] },
    { metrics: ['sessions', 'completion_rate'], dimensions: ['bucket:session_duration', 'time:day'] },
    { metrics: ['answers', 'backlog'], dimensions: ['topic'] },
  ])('takes %j', (query) => {
    expect(refusalOf(query)).toBeUndefined()
  })
})
