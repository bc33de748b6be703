import type { Board } from './board.js'
import { bars, figures, line, stack, stackBy, table } from './chart.js'

export const automation: Board = {
  id: 'automation',
  title: 'Automation and operations',
  question: 'What does automation take off people’s hands, and does it run?',
  sections: [
    {
      charts: [
        figures(
          'headline',
          'Headline figures',
          [
            'automated_replies',
            'deflection_estimate',
            'backlog',
            'first_reply_time_median',
            'resolution_time_median',
            'run_failure_rate',
            'incidents',
            'mttr_avg',
          ],
          {
            titles: {
              deflection_estimate: 'Deflection',
              backlog: 'Open tickets',
              first_reply_time_median: 'First reply, median',
              resolution_time_median: 'Resolution, median',
              run_failure_rate: 'Failed workflow runs',
              mttr_avg: 'Time to repair',
            },
          },
        ),
        stack(
          'outcomes',
          'Automated replies',
          'two-thirds',
          ['automated_replies', 'blocked_replies', 'failed_replies'],
          {
            titles: { automated_replies: 'Sent', blocked_replies: 'Blocked', failed_replies: 'Failed' },
          },
        ),
        bars('block-reasons', 'Why replies are blocked', 'third', 'blocked_replies', 'block_reason', {
          filters: [['not', ['is_null', 'block_reason']]],
          titles: { blocked_replies: 'Blocked' },
        }),
      ],
    },
    {
      title: 'Tickets',
      charts: [
        stackBy('tickets', 'Tickets opened', 'half', 'events', 'channel', {
          filters: [
            ['is', 'event', ['ticket']],
            ['is', 'status', ['opened']],
          ],
        }),
        line('deflection', 'Tickets that no person answered', 'half', ['deflection_estimate'], {
          note: 'Share of tickets opened; an estimate',
        }),
        table(
          'ticket-channels',
          'Tickets by channel',
          'full',
          [
            'deflection_estimate',
            'backlog',
            'first_reply_time_median',
            'first_reply_time_p95',
            'resolution_time_median',
            'resolution_time_p95',
          ],
          ['channel'],
          {
            titles: {
              deflection_estimate: 'Deflection',
              backlog: 'Open',
              first_reply_time_median: 'First reply, median',
              first_reply_time_p95: 'p95',
              resolution_time_median: 'Resolution, median',
              resolution_time_p95: 'p95',
            },
          },
        ),
      ],
    },
    {
      title: 'Operations',
      charts: [
        {
          id: 'health',
          title: 'Health of services',
          note: 'By their latest sample',
          size: 'half',
          draw: 'health',
        },
        line('latency', 'Latency of services', 'half', ['p95_latency_ms_avg'], {
          note: 'Average of the 95th percentiles of samples',
        }),
        table(
          'workflows',
          'Workflows',
          'half',
          ['workflow_runs', 'failed_runs', 'run_failure_rate', 'workflow_run.duration_ms_p95'],
          ['workflow'],
          {
            titles: {
              workflow_runs: 'Runs',
              failed_runs: 'Failed',
              run_failure_rate: 'Share',
              'workflow_run.duration_ms_p95': 'p95',
            },
          },
        ),
        stackBy('runs', 'Workflow runs', 'half', 'workflow_runs', 'status'),
        table(
          'incidents',
          'Incidents',
          'two-thirds',
          ['incidents', 'open_incidents', 'mttr_avg', 'mttr_median', 'mttr_p95'],
          ['service'],
          {
            titles: {
              open_incidents: 'Open',
              mttr_avg: 'Time to repair',
              mttr_median: 'Median',
              mttr_p95: 'p95',
            },
          },
        ),
        bars('severities', 'Incidents by severity', 'third', 'incidents', 'severity'),
      ],
    },
    {
      title: 'Predictions and costs',
      charts: [
        figures(
          'predictions',
          'Predictions',
          [
            'predictions',
            'prediction_accuracy',
            'brier_score',
            'probability_avg',
            'cost_estimate',
            'cost_per_hour',
          ],
          { titles: { prediction_accuracy: 'Right predictions', probability_avg: 'Probability of failure' } },
        ),
        stack('costs', 'Estimated cost', 'full', ['workflow_cost', 'monitoring_cost', 'prediction_cost'], {
          note: 'By the prices of the configuration',
          titles: {
            workflow_cost: 'Workflows',
            monitoring_cost: 'Monitoring',
            prediction_cost: 'Predictions',
          },
        }),
      ],
    },
  ],
}
