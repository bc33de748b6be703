import type { Board } from '../board.js'

/** Asks what application logs were read for. */
export const applicationUsage: Board = {
  id: 'application-usage',
  title: 'Use of an application',
  question: 'Who uses which part of the application, and for how long?',
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
              'users',
              'app_sessions',
              'sessions_per_user',
              'session_duration_avg',
              'requests',
              'page_views',
            ],
          },
        },
        {
          id: 'users',
          title: 'Users',
          note: 'Distinct pseudonyms',
          size: 'half',
          draw: 'line',
          ask: { metrics: ['users'], dimensions: ['time'] },
        },
        {
          id: 'sessions-per-user',
          title: 'Sessions per user',
          size: 'half',
          draw: 'line',
          ask: { metrics: ['sessions_per_user'], dimensions: ['time'] },
        },
        {
          id: 'durations',
          title: 'Duration of sessions',
          size: 'half',
          draw: 'histogram',
          ask: { metrics: ['app_sessions'], dimensions: ['bucket:session_duration'] },
        },
        {
          id: 'modules',
          title: 'Sessions by module',
          size: 'half',
          draw: 'bars',
          ask: { metrics: ['app_sessions'], dimensions: ['module'], limit: 10 },
        },
        {
          id: 'sites',
          title: 'Sessions by site',
          size: 'half',
          draw: 'bars',
          ask: { metrics: ['app_sessions'], dimensions: ['site_tokens'], limit: 10 },
        },
        {
          id: 'asset-types',
          title: 'Sessions by asset type',
          size: 'half',
          draw: 'bars',
          ask: { metrics: ['app_sessions'], dimensions: ['asset_types'], limit: 10 },
        },
        {
          id: 'paths',
          title: 'Requests',
          size: 'full',
          draw: 'table',
          ask: {
            metrics: ['requests', 'response_time_ms_avg', 'response_time_ms_p95'],
            dimensions: ['path'],
            limit: 20,
          },
        },
      ],
    },
  ],
}
