/** Exports the catalogue as data: the events, their fields, and the privacy class of each field. */
import type { FieldDescription } from './field-description.js'
import { collectorFields, envelopeFields, eventEntries } from './gen/catalogue.gen.js'
import type { EventName, FamilyName } from './gen/types.gen.js'

export interface EventDescription {
  readonly name: EventName
  readonly family: FamilyName
  /** Says whether only back ends send it; the browser's SDK does not have it. */
  readonly isFromBackEnd: boolean
  readonly description: string
  /** Holds the names of required fields, those of the envelope included. */
  readonly required: readonly string[]
  /** Holds the fields beyond the envelope. */
  readonly fields: readonly FieldDescription[]
}

/** The version of the catalogue, which every event has as `schema_version`. */
export const SCHEMA_VERSION = 1

export { collectorFields, envelopeFields }

/** Holds the events by name. It has no prototype, so that `constructor` is not an event. */
export const events: Readonly<Record<EventName, EventDescription>> = Object.freeze(
  Object.assign(Object.create(null), Object.fromEntries(eventEntries.map((entry) => [entry.name, entry]))),
)

export const eventNames: readonly EventName[] = eventEntries.map((entry) => entry.name)

export function isEventName(name: unknown): name is EventName {
  return typeof name === 'string' && name in events
}
