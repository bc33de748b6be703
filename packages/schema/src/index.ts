/** The event catalogue: what there is, what is valid, and its types. */
export {
  collectorFields,
  type EventDescription,
  envelopeFields,
  eventNames,
  events,
  isEventName,
  SCHEMA_VERSION,
} from './catalogue.js'
export type { EnvelopeInput, EventInput, HushlogEvent } from './event-input.js'
export type { FieldDescription, FieldType, PrivacyClass } from './field-description.js'
export type {
  BackEndEventName,
  CollectorFields,
  Envelope,
  EventContext,
  EventMap,
  EventName,
  FamilyName,
} from './gen/types.gen.js'
export {
  expectedAt,
  type Invalid,
  type Valid,
  type Validation,
  type ValidationCode,
  validate,
} from './validate.js'
