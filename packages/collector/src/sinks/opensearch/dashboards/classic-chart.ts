/** Builds charts that show one metric by one kind of bucket. */
import { type Pattern, type SavedObject, visualization } from './saved-object.js'

export interface Aggregation {
  readonly id: string
  readonly type: string
  readonly schema: 'metric' | 'segment'
  readonly params: Readonly<Record<string, unknown>>
}

export const metric = (type: string, field?: string, label?: string): Aggregation => ({
  id: '1',
  type,
  schema: 'metric',
  params: { ...(field && { field }), ...(label && { customLabel: label }) },
})

export const daily = (field: string): Aggregation => ({
  id: '2',
  type: 'date_histogram',
  schema: 'segment',
  params: { field, interval: 'd', min_doc_count: 0, extended_bounds: {}, customLabel: 'Day' },
})

export const top = (field: string, label: string): Aggregation => ({
  id: '2',
  type: 'terms',
  schema: 'segment',
  params: { field, size: 20, order: 'desc', orderBy: '1', customLabel: label },
})

const axes = (type: 'line' | 'histogram', label: string) => ({
  type,
  grid: { categoryLines: false },
  categoryAxes: [
    { id: 'CategoryAxis-1', type: 'category', position: 'bottom', show: true, labels: { show: true } },
  ],
  valueAxes: [
    {
      id: 'ValueAxis-1',
      name: 'LeftAxis-1',
      type: 'value',
      position: 'left',
      show: true,
      scale: { type: 'linear', mode: 'normal' },
      labels: { show: true },
      title: { text: label },
    },
  ],
  seriesParams: [
    {
      show: true,
      type,
      mode: 'normal',
      data: { id: '1', label },
      valueAxis: 'ValueAxis-1',
      drawLinesBetweenPoints: true,
      showCircles: true,
    },
  ],
  addTooltip: true,
  addLegend: false,
  times: [],
})

export function chart(
  name: string,
  title: string,
  type: 'line' | 'histogram',
  pattern: Pattern,
  value: Aggregation,
  by: Aggregation,
): SavedObject {
  const label = String(value.params.customLabel ?? title)
  const aggs = [value, by].map((agg) => ({ ...agg, enabled: true }))
  const state = { title, type, aggs, params: axes(type, label) }
  return visualization(name, state, pattern)
}
