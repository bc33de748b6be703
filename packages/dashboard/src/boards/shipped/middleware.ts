import type { Board } from '../board.js'

/** Asks what the export of a support middleware answered weekly. */
export const middleware: Board = {
  id: 'middleware',
  title: 'Support middleware',
  question: 'Are tickets decided well, and answered without a person?',
  sections: [
    {
      title: 'Volume',
      charts: [
        {
          id: 'headline',
          title: 'Headline figures',
          size: 'full',
          draw: 'figures',
          ask: {
            metrics: [
              'decisions',
              'override_rate',
              'misroute_rate',
              'automated_replies',
              'deflection_estimate',
              'backlog',
            ],
          },
        },
        {
          id: 'volume-by-channel',
          title: 'Volume by channel',
          size: 'two-thirds',
          draw: 'stack',
          ask: {
            metrics: ['decisions'],
            dimensions: ['time', 'channel'],
            limit: 5,
            include: { other: true },
          },
        },
        {
          id: 'departments',
          title: 'Departments',
          size: 'third',
          draw: 'bars',
          ask: { metrics: ['decisions'], dimensions: ['department'], limit: 8, include: { other: true } },
        },
        {
          id: 'vendors',
          title: 'Vendor errors',
          size: 'half',
          draw: 'table',
          ask: {
            metrics: ['vendor_error_rate', 'vendor_calls', 'retry_count_avg'],
            dimensions: ['vendor.name', 'vendor.operation'],
            limit: 10,
          },
        },
        {
          id: 'incidents',
          title: 'Backlog of tickets and incidents',
          size: 'half',
          draw: 'line',
          ask: { metrics: ['backlog', 'open_incidents'], dimensions: ['time'] },
        },
      ],
    },
    {
      title: 'Decisions',
      charts: [
        {
          id: 'confidence',
          title: 'Confidence of decisions',
          size: 'half',
          draw: 'histogram',
          ask: {
            metrics: ['decisions'],
            dimensions: [{ bucket: 'confidence', edges: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] }],
          },
        },
        {
          id: 'drift',
          title: 'Drift of confidence',
          note: 'Population stability index against the bucket before; from 0.25 on the decisions have changed',
          size: 'half',
          draw: 'line',
          ask: { metrics: ['confidence_drift'], dimensions: ['time'] },
        },
        {
          id: 'templates',
          title: 'Templates',
          size: 'half',
          draw: 'table',
          ask: { metrics: ['decisions', 'override_rate'], dimensions: ['template_id'], limit: 10 },
        },
        {
          id: 'overrides',
          title: 'Overrides and misroutes',
          size: 'half',
          draw: 'line',
          ask: { metrics: ['override_rate', 'misroute_rate'], dimensions: ['time'] },
        },
      ],
    },
    {
      title: 'Automation',
      charts: [
        {
          id: 'replies',
          title: 'Automated replies',
          size: 'two-thirds',
          draw: 'line',
          ask: { metrics: ['automated_replies', 'blocked_replies', 'failed_replies'], dimensions: ['time'] },
        },
        {
          id: 'first-reply',
          title: 'Time to the first reply',
          size: 'third',
          draw: 'bars',
          ask: { metrics: ['first_reply_time_median'], dimensions: ['channel'], limit: 8 },
        },
      ],
    },
  ],
}
