/**
 * Builds the chart of sessions per user. A ratio of two counts is beyond the classic charts, so it is a Vega
 * chart.
 */
import { sessionIndex } from '@hushlog/schema/tables'
import { type SavedObject, visualization } from './saved-object.js'

/** Is sent by a Vega chart. */
export interface VegaQuery {
  readonly index: string
  readonly body: object
}

export function sessionsPerUser(indexPrefix: string): SavedObject {
  const title = 'Sessions per user per day'
  const query: VegaQuery = {
    index: `${indexPrefix}${sessionIndex}`,
    body: {
      size: 0,
      query: { exists: { field: 'user' } },
      aggs: {
        days: {
          date_histogram: { field: 'start', calendar_interval: '1d' },
          aggs: {
            users: { cardinality: { field: 'user' } },
            sessions_per_user: {
              bucket_script: {
                buckets_path: { sessions: '_count', users: 'users' },
                script: 'params.users > 0 ? params.sessions / params.users : 0',
              },
            },
          },
        },
      },
    },
  }
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    data: {
      url: { '%context%': true, '%timefield%': 'start', ...query },
      format: { property: 'aggregations.days.buckets' },
    },
    mark: { type: 'line', point: true, tooltip: true },
    encoding: {
      x: { field: 'key', type: 'temporal', title: 'Day' },
      y: { field: 'sessions_per_user.value', type: 'quantitative', title: 'Sessions per user' },
    },
  }
  const params = { spec: JSON.stringify(spec, null, 2) }
  const state = { title, type: 'vega', aggs: [], params }
  return visualization('sessions-per-user', state)
}
