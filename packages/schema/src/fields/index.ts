/**
 * Exports what both fast paths share: the fields of the catalogue as data, and checks of values that may
 * leave unchanged. It is internal.
 */
export { contextFields, envelopeFields, eventFields } from '../gen/fields.gen.js'
export { type EncodeUnchanged, ESCAPED } from './clean-strings.js'
export type { EventField, EventFields } from './event-field.js'
export type { Pattern } from './last-passed.js'
export { type CharacterSet, characterSetOf, plainCheck } from './plain-strings.js'
export { SUBJECT_MAX } from './subject-length.js'
export { createUnchangedEncoder, type UnchangedEncoder } from './unchanged-encoder.js'
