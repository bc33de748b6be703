/** What the walk over an event and the generated field policy agree on. Pure: no DOM, no Node. */
import type { CustomOptions } from '@hushlog/sanitizer/engine'
import type { Pattern } from '../fields/last-passed.js'

/**
 * Kinds of fields, as the generated policy writes them; a plain field has its pattern instead. Those that a deny-listed key may
 * take from an event, and no others, come before the slash by their codes. All are signs that a minified script has many of, where
 * few bits are enough for each.
 */
export const KIND = {
  number: ':',
  boolean: '?',
  /** Of labels, its keys the application's own: `custom.properties`. Flat, scalars only. */
  map: ']',
  integer: '{',
  /** Its fields are an entry of their own, under its name. */
  object: '[',
  /** A label that its event must have: no deny-listed key takes it away. */
  needed: '}',
  label: ',',
  url: '(',
  text: ')',
  /** Of labels. */
  array: '+',
  subject: '&',
} as const

/** What may leave in one field. Generated from `x-privacy` and the types of the JSON Schemas. */
export type FieldPolicy = (typeof KIND)[keyof typeof KIND] | Pattern

/** UTF-16 units of a plain string. Patterns say less: the most is 1375, a whole list of findings in `context.redactions`. */
export const PLAIN_MAX = 2000
/** Members that may leave; the generator refuses a schema that says otherwise. */
export const ARRAY_MAX = 50
export const MAP_MAX = 20

/** Of an event, or of an object in one, by field name. Without a prototype, so that `__proto__` and `constructor` are just unknown names. */
export type FieldPolicies = Readonly<Record<string, FieldPolicy>>

/** By event type, and by the name of the field that holds an object. */
export interface Policy {
  readonly events: ReadonlyMap<string, FieldPolicies>
  readonly objects: ReadonlyMap<string, FieldPolicies>
}

export type ContentCapture = 'off' | 'redacted'

export interface SanitizeOptions extends CustomOptions {
  /** `off` (default) removes every field of class `text`. */
  readonly content?: ContentCapture
  /** Replaces a `subject`; the default is the client's hash (`subject.ts`). Must leave its own output as it is. */
  readonly pseudonymize?: (value: string) => string
}

export interface Sanitized {
  /** A new object with known fields only; the input is not touched. */
  readonly event: Record<string, unknown>
  /** Findings by rule id. */
  readonly findings: Readonly<Record<string, number>>
  /** Unknown fields removed. */
  readonly removed: number
  /** Fields of class `text` removed because content capture is off. */
  readonly withheld: number
  /** Whether the event still holds a field of class `text`. */
  readonly hasText: boolean
}
