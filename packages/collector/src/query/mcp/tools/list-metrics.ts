/** The tool `list_metrics`: what can be asked. */

import { dimensions, measures, metrics } from '../../catalogue/index.js'
import { numberMetrics } from '../../catalogue/numbers.js'
import { checkMembers } from '../../language/check-query.js'
import { timeUnits } from '../../language/groups.js'
import { queryProblem } from '../../language/query-problem.js'
import type { Tool } from '../tool.js'

/** A search gives at most so many metrics, and as many dimensions. */
const MAX_FOUND = 100
const MAX_SEARCH = 200

const generated = new Set(numberMetrics)
const named = metrics.filter((metric) => !generated.has(metric))

interface Described {
  readonly id: string
  readonly title: string
  readonly description: string
}

const matches = ({ id, title, description }: Described, words: readonly string[]): boolean => {
  const text = `${id} ${title} ${description}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

const shownMetric = ({ id, title, description, unit, better }: (typeof metrics)[number]) => ({
  id,
  title,
  description,
  unit,
  better,
})

const shownDimension = ({ id, title, type, description }: (typeof dimensions)[number]) => ({
  id,
  title,
  type,
  description,
})

const times = timeUnits.map((unit) => `time:${unit}`)

export const listMetrics: Tool = {
  name: 'list_metrics',
  title: 'List metrics and dimensions',
  description:
    'Lists what can be asked: metrics with their definitions, and dimensions to group and filter by. With search, those whose id, title or description has all of the words.',
  input: {
    type: 'object',
    additionalProperties: false,
    properties: {
      search: { type: 'string', maxLength: MAX_SEARCH, description: 'Words, such as "vendor cost"' },
    },
  },
  example: { search: 'match' },
  call(input) {
    const { search } = checkMembers(input, '', ['search'])
    if (search === undefined || search === null)
      return {
        metrics: named.map(shownMetric),
        numbers: {
          figures: ['sum', 'avg', 'min', 'max', 'p50', 'p90', 'p95', 'p99'],
          use: 'Each number is a metric with a figure behind it, such as processing_time_ms_p95; filters compare it, and bucket:<number> groups by it.',
          names: measures.map(({ name }) => name),
        },
        dimensions: dimensions.map(shownDimension),
        time_dimensions: times,
      }
    if (typeof search !== 'string' || search.length > MAX_SEARCH)
      throw queryProblem('/search', `expected words of at most ${MAX_SEARCH} characters`)
    const words = search
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '')
    const found = metrics.filter((metric) => matches(metric, words))
    return {
      metrics: found.slice(0, MAX_FOUND).map(shownMetric),
      metrics_found: found.length,
      dimensions: dimensions
        .filter((dimension) => matches(dimension, words))
        .slice(0, MAX_FOUND)
        .map(shownDimension),
      time_dimensions: times,
    }
  },
}
