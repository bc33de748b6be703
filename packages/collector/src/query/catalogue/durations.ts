/** Makes the metrics of how long something took: its average, its median and, where asked, a percentile. */
import { type Aggregate, column } from './expression.js'
import type { Metric } from './metric.js'
import type { Words } from './words.js'

const figures = {
  avg: { word: 'average', value: (name: string): Aggregate => ({ kind: 'avg', operand: column(name) }) },
  median: {
    word: 'median',
    value: (name: string): Aggregate => ({ kind: 'quantile', share: 0.5, operand: column(name) }),
  },
  p95: {
    word: '95th percentile',
    value: (name: string): Aggregate => ({ kind: 'quantile', share: 0.95, operand: column(name) }),
  },
}

type DurationWords = Omit<Words, 'value' | 'unit'> & Pick<Metric, 'source'>

/** @param name the column of the source that holds the seconds */
export const durations = (
  name: string,
  kinds: readonly (keyof typeof figures)[],
  words: DurationWords,
): readonly Metric[] =>
  kinds.map((kind) => ({
    unit: 'seconds',
    better: 'lower',
    ...words,
    id: `${words.id}_${kind}`,
    title: `${words.title}, ${figures[kind].word}`,
    value: figures[kind].value(name),
  }))
