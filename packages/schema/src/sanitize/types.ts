/** The types that the walk over an event and the field policies share. */
import type { CustomOptions } from '@hushlog/sanitizer/engine'
import type { Pattern } from '../fields/last-passed.js'

/**
 * The kinds of fields, by which the walk decides what may leave. An `array` holds labels, and so does a
 * `map`, whose keys are the application's own. An `object` has a policy of its own, by the field's name. A
 * `requiredLabel` is a label that its event must have, so that no denied key takes it away.
 */
export type FieldKind =
  | 'number'
  | 'integer'
  | 'boolean'
  | 'label'
  | 'requiredLabel'
  | 'url'
  | 'text'
  | 'subject'
  | 'array'
  | 'map'
  | 'object'

/** Says what may leave in one field. A plain field has a pattern in place of a kind. */
export type FieldPolicy = FieldKind | Pattern

/** Lists the kinds of optional fields that hold words: denied keys remove these, and no others. */
export const DENIABLE: readonly FieldPolicy[] = ['label', 'url', 'text', 'subject', 'array']

/**
 * The limit of a plain string, in UTF-16 units. Patterns allow less: the most is 1375, a whole list in
 * `context.redactions`.
 */
export const PLAIN_MAX = 2000
/** The most members that may leave. The generator refuses a schema with another limit. */
export const ARRAY_MAX = 50
export const MAP_MAX = 20

/**
 * Holds the policies of an event's fields, or of those of an object in it, by name. It has no prototype, so
 * that `__proto__` and `constructor` are unknown names.
 */
export type FieldPolicies = Readonly<Record<string, FieldPolicy>>

export interface Policy {
  /** Holds the fields by event type. */
  readonly events: ReadonlyMap<string, FieldPolicies>
  /** Holds the fields of objects by the name of the field that holds the object. */
  readonly objects: ReadonlyMap<string, FieldPolicies>
}

export type ContentCapture = 'off' | 'redacted'

export interface SanitizeOptions extends CustomOptions {
  /** `off` (default) removes every field of class `text`. */
  readonly content?: ContentCapture
  /** Replaces a `subject`; the default is the client's hash. It must return its own output unchanged. */
  readonly pseudonymize?: (value: string) => string
}

/** Says which field could not be taken, and why. It holds no value. */
export interface RemovedField {
  /** Holds names of schema fields with dots between. */
  readonly path: string
  readonly code: 'invalid_type' | 'invalid_value' | 'too_large'
  /** Counts the members of a list or a map that were removed; 1 for a field. */
  readonly count: number
}

export interface Sanitized {
  /** A new object that holds known fields only. The input is not changed. */
  readonly event: Record<string, unknown>
  /** Counts the findings by rule id. */
  readonly findings: Readonly<Record<string, number>>
  /** Counts what was removed: unknown fields, denied ones, and those of `removedFields`. */
  readonly removed: number
  /** Lists the fields of the catalogue whose values could not be taken. */
  readonly removedFields: readonly RemovedField[]
  /** Counts the fields of class `text` that were removed because content capture is off. */
  readonly withheld: number
  /** Says whether the event still holds a field of class `text`. */
  readonly hasText: boolean
}
