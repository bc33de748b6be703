import type { Board } from './board.js'
import { bars, figures, line, table } from './chart.js'

export const overview: Board = {
  id: 'overview',
  title: 'Overview',
  question: 'How is the assistant doing?',
  sections: [
    {
      charts: [
        figures(
          'headline',
          'Headline figures',
          [
            'questions',
            'chat_sessions',
            'users',
            'answered_rate',
            'no_match_rate',
            'failures',
            'processing_time_ms_p95',
            'cost_usd_sum',
          ],
          {
            titles: {
              chat_sessions: 'Conversations',
              no_match_rate: 'Knowledge gaps',
              processing_time_ms_p95: 'Time to the answer, p95',
              cost_usd_sum: 'Cost of models',
            },
          },
        ),
        line('volume', 'Questions', 'two-thirds', ['questions'], {
          note: 'Each question that a person asked',
        }),
        {
          id: 'changes',
          title: 'What changed most',
          note: 'Against the earlier period, what chance explains least first',
          size: 'third',
          titles: { no_matches: 'Knowledge gaps', page_path: 'Page', locale: 'Language' },
          draw: 'changes',
          changes: [
            { metric: 'answers', dimension: 'topic' },
            { metric: 'no_matches', dimension: 'topic' },
            { metric: 'failures', dimension: 'error_type' },
            { metric: 'questions', dimension: 'page_path' },
            { metric: 'questions', dimension: 'channel' },
            { metric: 'sessions', dimension: 'locale' },
          ],
        },
      ],
    },
    {
      title: 'What people ask, and where it fails them',
      charts: [
        bars('topics', 'Topics', 'third', 'answers', 'topic', { note: 'What answers were about' }),
        bars('gaps', 'Knowledge gaps', 'third', 'no_matches', 'topic', {
          note: 'Topics where nothing matched',
          filters: [['is', 'no_match', [true]]],
          titles: { no_matches: 'Answers' },
        }),
        bars('failures', 'Failures', 'third', 'failures', 'error_type', {
          note: 'Answers, calls and automated replies',
        }),
      ],
    },
    {
      title: 'Speed and cost',
      charts: [
        line(
          'response-time',
          'Time to the answer',
          'half',
          ['processing_time_ms_p50', 'processing_time_ms_p95'],
          {
            note: 'From the question to the complete answer',
            titles: { processing_time_ms_p50: 'Median', processing_time_ms_p95: '95th percentile' },
          },
        ),
        line('cost', 'Cost of models', 'half', ['cost_usd_sum'], { note: 'As calls of vendors state it' }),
        table(
          'models',
          'Models',
          'full',
          [
            'answers',
            'processing_time_ms_p50',
            'processing_time_ms_p95',
            'failed_answer_rate',
            'answer_cost_usd_sum',
          ],
          ['model'],
          {
            titles: {
              processing_time_ms_p50: 'Median time',
              processing_time_ms_p95: 'p95 time',
              failed_answer_rate: 'Failed',
              answer_cost_usd_sum: 'Cost',
            },
          },
        ),
      ],
    },
  ],
}
