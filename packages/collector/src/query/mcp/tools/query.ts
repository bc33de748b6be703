/** The tools `query` and `compare_periods`: the same question, without and with a comparison. */
import { auditTenants } from '../../endpoint.js'
import { checkQuery } from '../../language/check-query.js'
import { runQuery } from '../../run-query.js'
import { compareSchema, sharedProperties } from '../query-schema.js'
import type { Tool, ToolContext } from '../tool.js'

async function ask(
  request: object,
  { access, askStore, now, audit, settings }: ToolContext,
): Promise<object> {
  const query = checkQuery(request, access, now(), settings)
  const answer = await askStore('query', (from) => runQuery(from, query, now()))
  auditTenants(audit, access, 'query', query, answer.rows.length)
  return answer
}

export const query: Tool = {
  name: 'query',
  title: 'Query figures',
  description:
    'Answers metrics by dimensions, with filters, for a period in a time zone. Rows have the values of the dimensions and of the metrics in the order of columns; a share is from 0 to 1; null is no value.',
  input: {
    type: 'object',
    required: ['metrics'],
    additionalProperties: false,
    properties: {
      ...sharedProperties,
      offset: { type: 'integer', minimum: 0 },
      include: {
        type: 'object',
        additionalProperties: false,
        properties: {
          totals: { type: 'boolean', default: false },
          empty_buckets: { type: 'boolean', default: true },
          other: { type: 'boolean', default: false, description: 'One row for all groups beyond the limit' },
        },
      },
    },
  },
  example: { metrics: ['questions', 'no_match_rate'], dimensions: ['time:day'], date_range: '7d' },
  call: (input, context) => ask(input, context),
}

export const comparePeriods: Tool = {
  name: 'compare_periods',
  title: 'Compare two periods',
  description:
    'Answers metrics for a period and for the one before it, or another one, with the change: (now - then) / then, and for shares the difference.',
  input: {
    type: 'object',
    required: ['metrics'],
    additionalProperties: false,
    properties: { ...sharedProperties, compare: { ...compareSchema, default: 'previous_period' } },
  },
  example: { metrics: ['answers', 'failures'], date_range: '7d', compare: 'previous_period' },
  call: (input, context) =>
    ask({ ...input, compare: input.compare ?? 'previous_period', include: { totals: true } }, context),
}
