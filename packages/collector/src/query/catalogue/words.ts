/** Short forms of the metrics that are written by hand. */
import type { EventName } from '@hushlog/schema'
import { count, is } from './expression.js'
import type { Metric } from './metric.js'

export type Words = Pick<Metric, 'id' | 'title' | 'description' | 'events' | 'value'> & Partial<Metric>

export const counted = (words: Words): Metric => ({
  unit: 'count',
  better: null,
  source: 'events',
  ...words,
})

export const rated = (words: Words): Metric => ({ unit: 'ratio', better: null, source: 'events', ...words })

/** A metric that counts the events of one type. */
export const countOf = (
  id: string,
  title: string,
  event: EventName,
  better: Metric['better'] = null,
): Metric =>
  counted({
    id,
    title,
    description: `Number of \`${event}\` events.`,
    events: [event],
    better,
    value: count(is('event', event)),
  })
