/** The reports about workflows and services. Their names are those of the reports that they replace. */
import { asNamed, type Column, type List, type Preset, renamed } from './preset.js'

const overview: readonly Column[] = [
  ...renamed({ total_workflows: 'workflow_runs', failed_workflows: 'failed_runs' }),
  { name: 'failure_rate_percent', metric: 'run_failure_rate', percent: true },
  ...renamed({
    avg_p95_latency_ms: 'p95_latency_ms_avg',
    avg_throughput_rps: 'throughput_avg',
    total_predictions: 'predictions',
    avg_failure_probability: 'probability_avg',
  }),
]

/** The figures of a day, beside those of the overview. */
const daily: readonly Column[] = [...overview, ...asNamed('incidents', 'events', 'sessions')]

const trends: List = { name: 'trends', title: 'By day', by: ['time:day'], columns: daily }

const repair = renamed({
  incident_count: 'incidents',
  open_incidents: 'open_incidents',
  avg_mttr_seconds: 'mttr_avg',
  median_mttr_seconds: 'mttr_median',
  p95_mttr_seconds: 'mttr_p95',
})

const costs = renamed({
  workflow_execution_cost: 'workflow_cost',
  monitoring_cost: 'monitoring_cost',
  prediction_cost: 'prediction_cost',
  total_cost: 'cost_estimate',
  cost_per_hour: 'cost_per_hour',
})

const predicted = [
  ...renamed({ total_predictions: 'predictions', avg_failure_probability: 'probability_avg' }),
  ...asNamed('prediction_accuracy', 'brier_score'),
]

export const operationsPresets: readonly Preset[] = [
  {
    name: 'overview',
    title: 'Workflows, services and predictions of each tenant',
    tenants: 'every',
    lists: [
      {
        name: 'rows',
        title: 'By tenant',
        by: [],
        columns: [...overview, ...asNamed('events', 'sessions')],
      },
    ],
  },
  {
    name: 'tenant',
    title: 'The overview of one tenant, and its days',
    tenants: 'path',
    lists: [
      { name: 'rows', title: 'Overview', by: [], columns: [...overview, ...asNamed('events', 'sessions')] },
      trends,
    ],
  },
  {
    name: 'mttr',
    title: 'Incidents of each tenant and the time to repair',
    tenants: 'every',
    lists: [
      { name: 'rows', title: 'By tenant', by: [], columns: repair },
      { name: 'services', title: 'By service', by: ['service'], columns: repair },
    ],
  },
  {
    name: 'costs',
    title: 'Estimated costs of each tenant, by the prices of the configuration',
    tenants: 'every',
    lists: [
      { name: 'rows', title: 'By tenant', by: [], columns: costs },
      { name: 'days', title: 'By day', by: ['time:day'], columns: costs.slice(0, -1) },
    ],
  },
  {
    name: 'trends',
    title: 'The days of one tenant',
    tenants: 'path',
    lists: [{ ...trends, name: 'rows' }],
  },
  {
    name: 'predictions',
    title: 'How right the predictions were',
    tenants: 'every',
    lists: [
      { name: 'rows', title: 'By tenant', by: [], columns: predicted },
      { name: 'services', title: 'By service', by: ['service'], columns: predicted },
      { name: 'days', title: 'By day', by: ['time:day'], columns: predicted },
    ],
  },
]
