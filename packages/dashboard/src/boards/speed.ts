import type { Board } from './board.js'
import { bars, figures, histogram, line, stack, stackBy, table } from './chart.js'

const times = {
  processing_time_ms_avg: 'Average',
  processing_time_ms_p50: 'Median',
  processing_time_ms_p95: 'p95',
  processing_time_ms_p99: 'p99',
  'agent_response.time_to_first_token_ms_p50': 'First token',
  retrieval_time_ms_p95: 'Retrieval, p95',
  generation_time_ms_p95: 'Generation, p95',
}
const columns = [
  'answers',
  'processing_time_ms_avg',
  'processing_time_ms_p50',
  'processing_time_ms_p95',
  'processing_time_ms_p99',
  'retrieval_time_ms_p95',
  'generation_time_ms_p95',
]

export const speed: Board = {
  id: 'speed',
  title: 'Speed and cost',
  question: 'How long does an answer take, and what does it cost?',
  sections: [
    {
      charts: [
        figures(
          'headline',
          'Headline figures',
          [
            'processing_time_ms_p50',
            'processing_time_ms_p95',
            'processing_time_ms_p99',
            'agent_response.time_to_first_token_ms_p50',
            'retrieval_time_ms_p95',
            'generation_time_ms_p95',
            'vendor_error_rate',
            'cost_usd_sum',
          ],
          {
            titles: {
              processing_time_ms_p50: 'Time to the answer, median',
              processing_time_ms_p95: 'Time to the answer, p95',
              processing_time_ms_p99: 'Time to the answer, p99',
              'agent_response.time_to_first_token_ms_p50': 'First token, median',
              retrieval_time_ms_p95: 'Retrieval, p95',
              generation_time_ms_p95: 'Generation, p95',
              cost_usd_sum: 'Cost of models',
            },
          },
        ),
        line(
          'times',
          'Time to the answer',
          'two-thirds',
          ['processing_time_ms_p50', 'processing_time_ms_p95', 'processing_time_ms_p99'],
          { titles: times },
        ),
        histogram('distribution', 'How long answers take', 'third', 'answers', 'bucket:processing_time_ms'),
        stack(
          'parts',
          'Where the time goes',
          'two-thirds',
          ['retrieval_time_ms_avg', 'generation_time_ms_avg'],
          {
            note: 'Average time of the two parts of an answer',
            titles: { retrieval_time_ms_avg: 'Retrieval', generation_time_ms_avg: 'Generation' },
          },
        ),
        line('first-token', 'First token', 'third', ['agent_response.time_to_first_token_ms_p50'], {
          note: 'Median time until something is to be read',
          titles: times,
        }),
      ],
    },
    {
      title: 'By model, page and topic',
      charts: [
        table('models', 'Models', 'full', columns, ['model'], { titles: times }),
        table('pages', 'Pages', 'full', columns, ['page_path'], { titles: times }),
        table('topics', 'Topics', 'full', columns, ['topic'], { titles: times }),
      ],
    },
    {
      title: 'Vendors',
      charts: [
        table(
          'vendors',
          'Calls of vendors',
          'two-thirds',
          ['vendor_calls', 'vendor_error_rate', 'retry_count_sum', 'vendor_call.latency_ms_p95'],
          ['vendor.name', 'vendor.operation'],
          {
            titles: {
              'vendor.name': 'Vendor',
              'vendor.operation': 'Operation',
              vendor_calls: 'Calls',
              vendor_error_rate: 'Failed',
              retry_count_sum: 'Retries',
              'vendor_call.latency_ms_p95': 'p95',
            },
          },
        ),
        bars('vendor-errors', 'Errors of vendors', 'third', 'failures', 'error_type', {
          filters: [['is', 'event', ['vendor_call']]],
        }),
      ],
    },
    {
      title: 'Tokens and cost',
      charts: [
        stack('tokens', 'Tokens', 'half', ['input_tokens_sum', 'output_tokens_sum'], {
          note: 'Of calls of vendors; input includes what came from a cache',
          titles: { input_tokens_sum: 'Input', output_tokens_sum: 'Output' },
        }),
        stackBy('cost', 'Cost by model', 'half', 'cost_usd_sum', 'model'),
        table(
          'cost-models',
          'Tokens and cost by model',
          'full',
          [
            'vendor_calls',
            'input_tokens_sum',
            'cached_tokens_sum',
            'output_tokens_sum',
            'cost_usd_sum',
            'cost_usd_avg',
          ],
          ['model'],
          {
            titles: {
              vendor_calls: 'Calls',
              input_tokens_sum: 'Input tokens',
              cached_tokens_sum: 'Cached',
              output_tokens_sum: 'Output tokens',
              cost_usd_sum: 'Cost',
              cost_usd_avg: 'Cost per call',
            },
            filters: [['is', 'event', ['vendor_call']]],
          },
        ),
        bars('cost-topics', 'Cost of answers by topic', 'half', 'answer_cost_usd_sum', 'topic', {
          note: 'As answers state it',
          titles: { answer_cost_usd_sum: 'Cost' },
        }),
        bars('cost-channels', 'Cost of answers by channel', 'half', 'answer_cost_usd_sum', 'channel', {
          note: 'As answers state it',
          titles: { answer_cost_usd_sum: 'Cost' },
        }),
      ],
    },
  ],
}
