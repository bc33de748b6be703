import type { Board } from './board.js'

export const overview: Board = {
  id: 'overview',
  title: 'Overview',
  question: 'How is the assistant doing?',
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
              'questions',
              'chat_sessions',
              'users',
              'answered_rate',
              'no_match_rate',
              'processing_time_ms_p95',
              'answer_cost_usd_sum',
              'failures',
            ],
          },
        },
        {
          id: 'volume',
          title: 'Questions',
          note: 'Each question that a person asked',
          size: 'two-thirds',
          draw: 'line',
          ask: { metrics: ['questions'], dimensions: ['time'] },
        },
        {
          id: 'topics',
          title: 'Topics',
          note: 'What answers were about',
          size: 'third',
          draw: 'bars',
          ask: { metrics: ['answers'], dimensions: ['topic'], limit: 8, include: { other: true } },
        },
      ],
    },
    {
      title: 'Answers',
      charts: [
        {
          id: 'response-time',
          title: 'Time to the answer',
          note: 'Half of all answers are faster than the median, 19 of 20 faster than the 95th percentile',
          size: 'two-thirds',
          draw: 'line',
          ask: { metrics: ['processing_time_ms_p50', 'processing_time_ms_p95'], dimensions: ['time'] },
        },
        {
          id: 'failures',
          title: 'Failures by type',
          note: 'Answers, calls and automated replies that failed',
          size: 'third',
          draw: 'bars',
          ask: { metrics: ['failures'], dimensions: ['error_type'], limit: 8, include: { other: true } },
        },
        {
          id: 'gaps',
          title: 'Knowledge gaps',
          note: 'Topics of which most answers found nothing, the most frequent first',
          size: 'two-thirds',
          draw: 'table',
          ask: {
            metrics: ['no_matches', 'answers', 'no_match_rate'],
            dimensions: ['topic'],
            limit: 8,
          },
        },
        {
          id: 'pages',
          title: 'Pages',
          note: 'Where questions were asked',
          size: 'third',
          draw: 'bars',
          ask: { metrics: ['questions'], dimensions: ['page_path'], limit: 8, include: { other: true } },
        },
      ],
    },
  ],
}
