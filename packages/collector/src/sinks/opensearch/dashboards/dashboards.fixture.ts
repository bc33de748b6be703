/** For tests: the saved objects, and what a chart among them asks. */
import { opensearchTemplates } from '@hushlog/schema/tables'
import { member } from '../connection.js'
import { dashboardObjects } from './dashboards.js'
import { fieldsOf } from './index-pattern.js'
import type { SavedObject } from './saved-object.js'

export const parsed = (text: unknown): unknown => JSON.parse(String(text))

export const objects = dashboardObjects()
export const byId = (id: string): SavedObject | undefined => objects.find((object) => object.id === id)

/** Indices of a chart's or search's index pattern, and the fields that their templates have. */
export function patternOf(object: SavedObject): { title: string; fields: ReadonlySet<string> } {
  const pattern = byId(object.references.find(({ type }) => type === 'index-pattern')?.id ?? '')
  const title = String(pattern?.attributes.title)
  const templates = opensearchTemplates().filter(({ body }) =>
    title.split(',').includes(body.index_patterns[0] ?? ''),
  )
  return { title, fields: new Set(templates.flatMap(fieldsOf).map(({ name }) => name)) }
}

/** Returns the request that Dashboards makes of a classic chart, with the metric within the buckets. */
export function requestOf(object: SavedObject): { index: string; body: object } {
  const state = parsed(object.attributes.visState)
  if (member(state, 'type') === 'vega') {
    const url = member(parsed(member(state, 'params', 'spec')), 'data', 'url')
    return { index: String(member(url, 'index')), body: Object(member(url, 'body')) }
  }
  const metric = member(state, 'aggs', 0)
  const bucket = member(state, 'aggs', 1)
  const kind = String(member(metric, 'type'))
  const by = String(member(bucket, 'type'))
  const field = member(bucket, 'params', 'field')
  const params = {
    date_histogram: { field, calendar_interval: '1d', min_doc_count: 0 },
    terms: { field, size: member(bucket, 'params', 'size') },
    range: { field, ranges: member(bucket, 'params', 'ranges') },
  }[by]
  const value = kind === 'count' ? {} : { value: { [kind]: { field: member(metric, 'params', 'field') } } }
  return { index: patternOf(object).title, body: { size: 0, aggs: { days: { [by]: params, aggs: value } } } }
}
