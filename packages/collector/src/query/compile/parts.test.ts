import { expect, it } from 'vitest'
import { metricById } from '../catalogue/index.js'
import type { Metric } from '../catalogue/metric.js'
import { type PlacedMetric, partsOf } from './parts.js'

function place(...ids: readonly string[]): readonly PlacedMetric[] {
  return ids.map((id, index) => ({ metric: metricById.get(id) as Metric, index }))
}

const idsOf = (metrics: readonly PlacedMetric[], figures = metrics, minSessions = 0) =>
  partsOf(metrics, figures, { minSessions }).map(({ own }) => own.map(({ metric }) => metric.id))

it('reads events once for each set of tables', () => {
  expect(idsOf(place('questions', 'uploads', 'answers', 'processing_time_ms_p95'))).toEqual([
    ['questions', 'answers', 'processing_time_ms_p95'],
    ['uploads'],
  ])
})

it('counts every figure of sessions in one pass, and users beside it', () => {
  expect(idsOf(place('sessions', 'users', 'app_sessions', 'sessions_per_user'))).toEqual([
    ['sessions', 'app_sessions'],
    ['users', 'sessions_per_user'],
  ])
})

it('counts a single figure of sessions beside the others', () => {
  expect(idsOf(place('events', 'app_sessions', 'uploads'))).toEqual([['events', 'app_sessions'], ['uploads']])
})

it('leaves out a part that no figure needs and whose groups another part has', () => {
  const metrics = place('events', 'app_sessions', 'uploads', 'incidents')
  expect(idsOf(metrics, metrics.slice(0, 1))).toEqual([['events'], ['incidents']])
  const [events, , uploads] = metrics as readonly [PlacedMetric, PlacedMetric, PlacedMetric, PlacedMetric]
  expect(idsOf([uploads, events], [uploads])).toEqual([['uploads'], ['events']])
})

it('judges rows of few sessions by all events of a source', () => {
  expect(idsOf(place('sessions', 'users', 'uploads', 'incidents'), undefined, 5)).toEqual([
    ['sessions', 'users', 'uploads'],
    ['incidents'],
  ])
})
