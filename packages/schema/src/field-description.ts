/** Describes one field of the catalogue. */

export type PrivacyClass = 'plain' | 'label' | 'text' | 'url' | 'subject'

export type FieldType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'timestamp'
  /** The list holds strings. */
  | 'array'
  /** The map is flat, and its strings are of class `label`. */
  | 'map'
  | 'object'

export interface FieldDescription {
  readonly name: string
  readonly type: FieldType
  readonly required: boolean
  /** It is absent for numbers, booleans and objects. */
  readonly privacy?: PrivacyClass
  readonly description: string
  /** Says in words what is allowed. */
  readonly expected: string
  /** Holds the fields of an object. */
  readonly fields?: readonly FieldDescription[]
}
