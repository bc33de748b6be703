/** How the catalogue describes one field. */

export type PrivacyClass = 'plain' | 'label' | 'text' | 'url' | 'subject'

export type FieldType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'timestamp'
  /** Of strings. */
  | 'array'
  /** Flat, its strings of class `label`. */
  | 'map'
  | 'object'

export interface FieldDescription {
  readonly name: string
  readonly type: FieldType
  readonly required: boolean
  /** Absent for numbers, booleans and objects. */
  readonly privacy?: PrivacyClass
  readonly description: string
  /** What is allowed, in words. */
  readonly expected: string
  /** Of an object. */
  readonly fields?: readonly FieldDescription[]
}
