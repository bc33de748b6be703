/** The catalogue as data: which events there are, what they carry, and what may leave in each field. */
import type { FieldDescription } from './field-description.js'
import { collectorFields, envelopeFields, eventEntries } from './gen/catalogue.gen.js'
import type { EventName, FamilyName } from './gen/types.gen.js'

export interface EventDescription {
  readonly name: EventName
  readonly family: FamilyName
  readonly description: string
  /** Names of required fields, those of the envelope included. */
  readonly required: readonly string[]
  /** Fields beyond the envelope. */
  readonly fields: readonly FieldDescription[]
}

/** Version of the catalogue, in every event as `schema_version`. */
export const SCHEMA_VERSION = 1

export { collectorFields, envelopeFields }

/** By name; without a prototype, so that `constructor` is not an event. */
export const events: Readonly<Record<EventName, EventDescription>> = Object.freeze(
  Object.assign(Object.create(null), Object.fromEntries(eventEntries.map((entry) => [entry.name, entry]))),
)

export const eventNames: readonly EventName[] = eventEntries.map((entry) => entry.name)

export function isEventName(name: unknown): name is EventName {
  return typeof name === 'string' && name in events
}
