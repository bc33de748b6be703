/** Says by which dimensions certain metrics can be grouped, and what can be filtered. */
import type { Catalogue, CatalogueMetric } from '../../api/catalogue.js'
import { subjectOfDimension } from './subjects.js'

export interface Choice {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly subject: string
}

const times: readonly Choice[] = [
  ['time', 'Time', 'In buckets that suit the period.'],
  ['time:hour', 'Hour', 'Each hour of the period.'],
  ['time:day', 'Day', 'Each day of the period.'],
  ['time:week', 'Week', 'Each week of the period, which begins on Monday.'],
  ['time:month', 'Month', 'Each month of the period.'],
  ['time:hour_of_day', 'Hour of the day', 'The hours 0 to 23 of all days together.'],
  ['time:day_of_week', 'Day of the week', 'Monday to Sunday of all weeks together.'],
].map(([id = '', title = '', description = '']) => ({
  id,
  title,
  description,
  subject: subjectOfDimension(id),
}))

const MEDIAN = /_p50$/
const MEDIAN_WORD = /, median$/

/** Every number of an event has a median, by which one knows the numbers. */
const numbersOf = ({ metrics }: Catalogue): readonly CatalogueMetric[] =>
  metrics.filter(({ id }) => MEDIAN.test(id))

const readsOneOf = (events: readonly string[], metric: CatalogueMetric | undefined) =>
  metric?.events.some((event) => events.includes(event)) ?? false

/** The backlog is of a moment, and has no hour of the day. */
const isOfMoment = (metric: string) => metric === 'backlog'

/** Returns the dimensions that go with all of the metrics. */
export function dimensionsFor(catalogue: Catalogue, chosen: readonly string[]): readonly Choice[] {
  const metrics = chosen.map((id) => catalogue.metrics.find((metric) => metric.id === id))
  return [
    ...times.filter(({ id }) => !(/_of_/.test(id) && chosen.some(isOfMoment))),
    ...catalogue.dimensions
      .filter((dimension) => chosen.every((id) => dimension.metrics.includes(id)))
      .map(({ id, title, description }) => ({ id, title, description, subject: subjectOfDimension(id) })),
    ...numbersOf(catalogue)
      .filter(({ events }) => metrics.every((metric) => readsOneOf(events, metric)))
      .map(({ id, title }) => {
        const name = `bucket:${id.replace(MEDIAN, '')}`
        return {
          id: name,
          title: `${title.replace(MEDIAN_WORD, '')}, in ranges`,
          description: 'In ranges from each number to the next.',
          subject: subjectOfDimension(name),
        }
      }),
  ]
}

export type FieldType = 'text' | 'boolean' | 'number'

export interface FilterField {
  readonly id: string
  readonly title: string
  readonly type: FieldType
}

/** Returns what events of the metrics can be filtered by. */
export function fieldsFor(catalogue: Catalogue, chosen: readonly string[]): readonly FilterField[] {
  const metrics = chosen.map((id) => catalogue.metrics.find((metric) => metric.id === id))
  return [
    ...catalogue.dimensions
      .filter(
        (dimension) => dimension.id !== 'tenant' && chosen.every((id) => dimension.metrics.includes(id)),
      )
      .map(({ id, title, type }) => ({ id, title, type: type === 'boolean' ? type : ('text' as const) })),
    ...numbersOf(catalogue)
      .filter(({ events }) => metrics.every((metric) => readsOneOf(events, metric)))
      .map(({ id, title }) => ({
        id: id.replace(MEDIAN, ''),
        title: title.replace(MEDIAN_WORD, ''),
        type: 'number' as const,
      })),
  ]
}
