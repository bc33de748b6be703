/**
 * Metrics of every number that an event has, generated from the schema: `<event>.<field>_<figure>`, and under
 * the bare name of the field where no other event has it or the catalogue gives the name to certain events.
 */
import { type EventName, events } from '@hushlog/schema'
import { type Aggregate, column, is, type Operand } from './expression.js'
import type { Metric, Unit } from './metric.js'
import type { SourceName } from './source.js'

/** A number of an event, with the column that holds it. */
export interface NumberField {
  readonly event: EventName
  /** The name of the field within its event, such as `processing_time_ms` or `vendor.retry_count`. */
  readonly path: string
  readonly column: string
  readonly description: string
}

/** Clients report about themselves by this event; it is no usage. */
const REPORT: EventName = 'client_report'

export const numberFields: readonly NumberField[] = Object.values(events).flatMap(({ name, fields }) =>
  name === REPORT
    ? []
    : fields.flatMap((field) =>
        (field.fields ?? [field])
          .filter(({ type }) => type === 'integer' || type === 'number')
          .map((inner) => {
            const path = field.fields === undefined ? [field.name] : [field.name, inner.name]
            return {
              event: name,
              path: path.join('.'),
              column: path.join('_'),
              description: inner.description,
            }
          }),
      ),
)

const lastPart = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/** These bare names belong to certain events though others have the field too. */
const assigned: Readonly<Record<string, readonly EventName[]>> = {
  processing_time_ms: ['agent_response', 'message_sent'],
  retrieval_time_ms: ['agent_response', 'message_sent'],
  generation_time_ms: ['agent_response', 'message_sent'],
  match_score: ['agent_response', 'message_sent'],
  response_length: ['agent_response', 'message_sent'],
  entries_retrieved: ['agent_response', 'message_sent'],
  cost_usd: ['vendor_call'],
  input_tokens: ['vendor_call'],
  output_tokens: ['vendor_call'],
  cached_tokens: ['vendor_call'],
}

/** Vendor calls have the bare names of these; those of answers are called `answer_cost_usd` and so on. */
const ANSWER_NUMBERS = ['cost_usd', 'input_tokens', 'output_tokens', 'cached_tokens']

/** A name of a number, and what it reads. */
export interface Measure {
  readonly name: string
  readonly column: string
  readonly events: readonly EventName[]
  readonly operand: Operand
  readonly description: string
  /** Names the source that has it; events have it when this is left out. */
  readonly source?: SourceName
}

/** Reads a column of certain events: by itself where no other event has it. */
function operandOf(name: string, of: readonly EventName[]): Operand {
  const isShared = numberFields.some((field) => field.column === name && !of.includes(field.event))
  return isShared ? { kind: 'number', column: name, events: of } : column(name)
}

const lastParts = new Set(numberFields.map(({ path }) => lastPart(path)))

/** Holds what filters, buckets and metrics can name without an event. */
export const bareMeasures: readonly Measure[] = [...lastParts].flatMap((name) => {
  const fields = numberFields.filter(({ path }) => lastPart(path) === name)
  const [first] = fields
  if (first === undefined) return []
  const named = assigned[name] ?? (fields.length === 1 ? [first.event] : undefined)
  return named === undefined
    ? []
    : [
        {
          name,
          column: first.column,
          events: named,
          operand: operandOf(first.column, named),
          description: first.description,
        },
      ]
})

/** Holds each number of each event under its full name. */
export const fullMeasures: readonly Measure[] = numberFields.map(
  ({ event, path, column: of, description }) => ({
    name: `${event}.${path}`,
    column: of,
    events: [event],
    operand: operandOf(of, [event]),
    description,
  }),
)

const answerMeasures: readonly Measure[] = fullMeasures
  .filter(({ events: [of], column: name }) => of === 'agent_response' && ANSWER_NUMBERS.includes(name))
  .map((measure) => ({ ...measure, name: `answer_${measure.column}` }))

export const measures: readonly Measure[] = [...bareMeasures, ...answerMeasures, ...fullMeasures]

/** Several events tell of a prediction: its bare name counts the last probability of each once. */
const ofPredictions = { source: 'predictions', time: 'predicted' } as const
const isMerged = (name: string): boolean => name === 'probability'

const figures = {
  sum: (operand: Operand, where) => ({ kind: 'sum', operand, where }),
  avg: (operand, where) => ({ kind: 'avg', operand, where }),
  min: (operand, where) => ({ kind: 'min', operand, where }),
  max: (operand, where) => ({ kind: 'max', operand, where }),
  p50: (operand, where) => ({ kind: 'quantile', share: 0.5, operand, where }),
  p90: (operand, where) => ({ kind: 'quantile', share: 0.9, operand, where }),
  p95: (operand, where) => ({ kind: 'quantile', share: 0.95, operand, where }),
  p99: (operand, where) => ({ kind: 'quantile', share: 0.99, operand, where }),
} as const satisfies Record<string, (operand: Operand, where: ReturnType<typeof is>) => Aggregate>

type Figure = keyof typeof figures

const words: Readonly<Record<Figure, string>> = {
  sum: 'Sum',
  avg: 'Average',
  min: 'Least',
  max: 'Greatest',
  p50: 'Median',
  p90: '90th percentile',
  p95: '95th percentile',
  p99: '99th percentile',
}

function unitOf(name: string): Unit {
  const last = lastPart(name)
  if (last.endsWith('_ms')) return 'milliseconds'
  if (last.endsWith('_seconds')) return 'seconds'
  if (last.endsWith('_usd')) return 'usd'
  if (last.endsWith('_tokens')) return 'tokens'
  if (last === 'file_size') return 'bytes'
  if (last.endsWith('_length')) return 'characters'
  return 'number'
}

const isLowerBetter = (unit: Unit): boolean => unit === 'milliseconds' || unit === 'usd'

export const titleOf = (name: string): string => {
  const phrase = name.replaceAll(/[._]/g, ' ').replace(/ (ms|usd)$/, '')
  return phrase.charAt(0).toUpperCase() + phrase.slice(1)
}

export const numberMetrics: readonly Metric[] = measures.flatMap(
  ({ name, column: of, events: read, description }) =>
    (Object.keys(figures) as Figure[]).map((figure): Metric => {
      const unit = unitOf(name)
      return {
        id: `${name}_${figure}`,
        title: `${titleOf(name)}, ${words[figure].toLowerCase()}`,
        description: `${words[figure]} of \`${name}\` over ${read.map((event) => `\`${event}\``).join(' and ')} that say it. ${description}`,
        unit,
        better: isLowerBetter(unit) && figure !== 'sum' ? 'lower' : null,
        events: read,
        ...(isMerged(name) ? ofPredictions : { source: 'events' }),
        value: figures[figure](column(of), is('event', ...read)),
      }
    }),
)
