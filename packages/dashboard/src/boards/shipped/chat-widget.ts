import type { Board } from '../board.js'

/** Has the seven panels of the dashboard of a chat widget. */
export const chatWidget: Board = {
  id: 'chat-widget',
  title: 'Chat widget',
  question: 'What do visitors ask, and where does the widget know no answer?',
  sections: [
    {
      charts: [
        {
          id: 'volume',
          title: 'Conversation volume',
          size: 'full',
          draw: 'figures',
          ask: {
            metrics: [
              'questions',
              'chat_sessions',
              'questions_per_session',
              'widget_loads',
              'bubble_opens',
              'cta_clicks',
            ],
          },
        },
        {
          id: 'messages',
          title: 'Messages over time',
          size: 'two-thirds',
          draw: 'line',
          ask: { metrics: ['questions'], dimensions: ['time'] },
        },
        {
          id: 'topics',
          title: 'Topics',
          size: 'third',
          draw: 'ring',
          ask: { metrics: ['answers'], dimensions: ['topic'], limit: 5, include: { other: true } },
        },
        {
          id: 'gaps',
          title: 'Knowledge gaps',
          note: 'Topics for which nothing was found, the most frequent first',
          size: 'half',
          draw: 'table',
          ask: {
            metrics: ['no_matches', 'no_match_rate', 'match_score_avg'],
            dimensions: ['topic'],
            limit: 10,
          },
        },
        {
          id: 'performance',
          title: 'Performance',
          size: 'half',
          draw: 'line',
          ask: {
            metrics: [
              'retrieval_time_ms_avg',
              'generation_time_ms_avg',
              'processing_time_ms_avg',
              'processing_time_ms_p95',
            ],
            dimensions: ['time'],
          },
        },
        {
          id: 'error-rate',
          title: 'Failed answers',
          size: 'half',
          draw: 'line',
          ask: { metrics: ['failed_answer_rate'], dimensions: ['time'] },
        },
        {
          id: 'errors',
          title: 'Errors by type',
          size: 'half',
          draw: 'bars',
          ask: { metrics: ['failures'], dimensions: ['error_type'], limit: 8, include: { other: true } },
        },
        {
          id: 'pages',
          title: 'Pages',
          size: 'half',
          draw: 'bars',
          ask: { metrics: ['questions'], dimensions: ['page_path'], limit: 10, include: { other: true } },
        },
        {
          id: 'sources',
          title: 'Sources',
          note: 'Hosts from which visitors came',
          size: 'half',
          draw: 'bars',
          ask: { metrics: ['questions'], dimensions: ['referrer_host'], limit: 10, include: { other: true } },
        },
      ],
    },
  ],
}
