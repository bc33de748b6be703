/** The metrics of costs, which the prices of the configuration estimate. */
import type { EventName } from '@hushlog/schema'
import { type Aggregate, and, count, is, isNull } from './expression.js'
import type { Metric } from './metric.js'

const events: readonly EventName[] = ['workflow_run', 'performance_sample', 'prediction']

/** A prediction that is told again, such as with its outcome, costs once. */
const predictions: Aggregate = {
  kind: 'total',
  of: [
    { kind: 'distinct', of: 'prediction', where: is('event', 'prediction') },
    count(and(is('event', 'prediction'), isNull('prediction_id'))),
  ],
}

const runs: Aggregate = { kind: 'priced', price: 'workflowRun', of: count(is('event', 'workflow_run')) }
const samples: Aggregate = {
  kind: 'priced',
  price: 'performanceSample',
  of: count(is('event', 'performance_sample')),
}
const predicted: Aggregate = { kind: 'priced', price: 'prediction', of: predictions }
const all: Aggregate = { kind: 'total', of: [runs, samples, predicted] }

const cost = (words: Pick<Metric, 'id' | 'title' | 'description' | 'value'> & Partial<Metric>): Metric => ({
  unit: 'currency',
  better: 'lower',
  source: 'events',
  events,
  ...words,
})

export const costMetrics: readonly Metric[] = [
  cost({
    id: 'workflow_cost',
    title: 'Cost of workflow runs',
    description: 'Workflow runs × their price in the configuration.',
    events: ['workflow_run'],
    value: runs,
  }),
  cost({
    id: 'monitoring_cost',
    title: 'Cost of monitoring',
    description: '`performance_sample` events × their price in the configuration.',
    events: ['performance_sample'],
    value: samples,
  }),
  cost({
    id: 'prediction_cost',
    title: 'Cost of predictions',
    description: 'Predictions, each `prediction_id` once, × their price in the configuration.',
    events: ['prediction'],
    value: predicted,
  }),
  cost({
    id: 'cost_estimate',
    title: 'Estimated cost',
    description: 'Sum of the costs of workflow runs, monitoring and predictions.',
    value: all,
  }),
  cost({
    id: 'cost_per_hour',
    title: 'Estimated cost per hour',
    description: 'Estimated cost ÷ hours of the whole range, or those until now in a range that is not over.',
    value: { kind: 'per_hour', of: all },
  }),
]
