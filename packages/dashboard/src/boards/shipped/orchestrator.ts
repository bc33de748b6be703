import type { Board } from '../board.js'

/** Shows what the reports of an orchestrator of workflows told of a tenant. */
export const orchestrator: Board = {
  id: 'orchestrator',
  title: 'Workflows and operations',
  question: 'Do workflows run, how fast, and at what cost?',
  sections: [
    {
      charts: [
        {
          id: 'headline',
          title: 'Headline figures',
          size: 'full',
          draw: 'figures',
          ask: {
            metrics: [
              'workflow_runs',
              'failed_runs',
              'run_failure_rate',
              'p95_latency_ms_avg',
              'throughput_avg',
              'predictions',
              'probability_avg',
              'cost_estimate',
            ],
          },
        },
        {
          id: 'runs',
          title: 'Workflow runs',
          size: 'two-thirds',
          draw: 'line',
          ask: { metrics: ['workflow_runs', 'failed_runs'], dimensions: ['time'] },
        },
        {
          id: 'workflows',
          title: 'Workflows',
          size: 'third',
          draw: 'table',
          ask: { metrics: ['workflow_runs', 'run_failure_rate'], dimensions: ['workflow'], limit: 8 },
        },
        {
          id: 'latency',
          title: 'Latency of services',
          note: 'Average of the 95th percentiles that services report',
          size: 'half',
          draw: 'line',
          ask: { metrics: ['p95_latency_ms_avg'], dimensions: ['time', 'service'], limit: 5 },
        },
        {
          id: 'mttr',
          title: 'Incidents and time to repair',
          size: 'half',
          draw: 'table',
          ask: { metrics: ['incidents', 'mttr_avg', 'mttr_median', 'mttr_p95'], dimensions: ['severity'] },
        },
      ],
    },
    {
      title: 'Predictions and cost',
      charts: [
        {
          id: 'predictions',
          title: 'Accuracy of predictions',
          size: 'half',
          draw: 'line',
          ask: { metrics: ['prediction_accuracy', 'brier_score'], dimensions: ['time'] },
        },
        {
          id: 'costs',
          title: 'Cost estimate',
          note: 'Unit prices of the configuration, times what was counted',
          size: 'half',
          draw: 'line',
          ask: { metrics: ['workflow_cost', 'monitoring_cost', 'prediction_cost'], dimensions: ['time'] },
        },
      ],
    },
  ],
}
