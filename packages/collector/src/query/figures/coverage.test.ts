/** Every metric of the catalogue has a case; of the generated ones, each figure and each bare name that is assigned. */
import { expect, it } from 'vitest'
import { namedMetrics } from '../catalogue/index.js'
import { figureCases } from './index.fixture.js'

const tried = new Set(figureCases.flatMap(({ query }) => query.metrics as readonly string[]))
const missingOf = (ids: readonly string[]): readonly string[] => ids.filter((id) => !tried.has(id))

/** Names that the table of the catalogue lists though they follow a pattern. */
const listed = [
  'cost_usd_sum',
  'input_tokens_sum',
  'output_tokens_sum',
  'cached_tokens_sum',
  'answer_cost_usd_sum',
  'answer_input_tokens_sum',
  'answer_output_tokens_sum',
  'answer_cached_tokens_sum',
  'confidence_avg',
  'rating_avg',
  'p95_latency_ms_avg',
  'throughput_avg',
  'probability_avg',
  'processing_time_ms_avg',
]

const figures = ['sum', 'avg', 'min', 'max', 'p50', 'p90', 'p95', 'p99']

it('tries every metric that is written by hand', () => {
  expect(missingOf(namedMetrics.map(({ id }) => id))).toEqual([])
})

it('tries the listed ones of those that are generated', () => {
  expect(missingOf(listed)).toEqual([])
})

it('tries every figure under a bare and a full name', () => {
  const names = ['response_time_ms', 'request.response_time_ms']
  expect(missingOf(names.flatMap((name) => figures.map((figure) => `${name}_${figure}`)))).toEqual([])
})
