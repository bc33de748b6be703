/** Events as an application sent them, and what dimensions and numbers read of them by their names. */
import { type EventName, envelopeFields, events } from '@hushlog/schema'

export interface RawEvent {
  readonly id: string
  readonly event: EventName
  /** Milliseconds since the epoch. */
  readonly time: number
  readonly tenant: string
  readonly env: string
  readonly fields: Readonly<Record<string, unknown>>
}

export type Scalar = string | number | boolean | null

/** Holds the path of every field of every event, such as `vendor.name`. */
const paths: readonly string[] = [...envelopeFields, ...Object.values(events).flatMap(({ fields }) => fields)]
  .flatMap((field) => field.fields?.map((inner) => `${field.name}.${inner.name}`) ?? [field.name])
  .filter((path, i, all) => all.indexOf(path) === i)

/** A name without a dot is that of a field, or the last part of the only path that ends with it. */
function pathOf(name: string): string {
  if (paths.includes(name)) return name
  return paths.find((path) => path.endsWith(`.${name}`)) ?? name
}

const pathByName = new Map<string, readonly string[]>()

function partsOf(name: string): readonly string[] {
  const known = pathByName.get(name)
  if (known !== undefined) return known
  const parts = pathOf(name).split('.')
  pathByName.set(name, parts)
  return parts
}

/** Returns the value of a field, null where the event does not say it. */
export function fieldOf({ fields }: RawEvent, name: string): unknown {
  let value: unknown = fields
  for (const part of partsOf(name)) value = (value as Record<string, unknown> | undefined | null)?.[part]
  return value ?? null
}

const firstOf: Readonly<Record<string, readonly string[]>> = {
  department: ['department', 'decision.department', 'to_department'],
  template_id: ['template_id', 'decision.template_id'],
}

/** Returns the values of a dimension that an event has: the distinct items of a list, else one or none. */
export function valuesOf(event: RawEvent, dimension: string): readonly Scalar[] {
  if (dimension === 'event') return [event.event]
  if (dimension === 'tenant') return [event.tenant]
  if (dimension === 'env') return [event.env]
  if (dimension.startsWith('properties.')) {
    const properties = (event.fields.properties ?? {}) as Readonly<Record<string, unknown>>
    const value = properties[dimension.slice('properties.'.length)] ?? null
    return value === null ? [] : [String(value)]
  }
  const names = firstOf[dimension] ?? [dimension]
  const value = names.map((name) => fieldOf(event, name)).find((each) => each !== null) ?? null
  if (Array.isArray(value)) return [...new Set(value as string[])]
  return value === null ? [] : [value as Scalar]
}

/** These numbers belong to certain events under their bare name, though others have them too. */
const ANSWERS = ['agent_response', 'message_sent']
const eventsOfBareName: Readonly<Record<string, readonly string[]>> = {
  processing_time_ms: ANSWERS,
  retrieval_time_ms: ANSWERS,
  generation_time_ms: ANSWERS,
  match_score: ANSWERS,
  response_length: ANSWERS,
  entries_retrieved: ANSWERS,
  cost_usd: ['vendor_call'],
  input_tokens: ['vendor_call'],
  output_tokens: ['vendor_call'],
  cached_tokens: ['vendor_call'],
}

/** Returns a number by its bare name, or by that of its event and its path. */
export function numberOf(event: RawEvent, measure: string): number | null {
  const [first = '', ...rest] = measure.split('.')
  if (rest.length > 0 && first in events)
    return first === event.event ? (fieldOf(event, rest.join('.')) as number | null) : null
  const [, ofAnswer] = /^answer_(.+)$/.exec(measure) ?? []
  if (ofAnswer !== undefined) return numberOf(event, `agent_response.${ofAnswer}`)
  const own = eventsOfBareName[measure]
  if (own !== undefined && !own.includes(event.event)) return null
  return fieldOf(event, measure) as number | null
}
