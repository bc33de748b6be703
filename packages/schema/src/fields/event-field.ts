/** The types of `fields.gen.ts`: what the catalogue says of each field, as far as a fast path needs it. */

export type EventField = { readonly name: string; readonly required?: true } & (
  | { readonly kind: 'plain' | 'timestamp'; readonly pattern: string }
  /** The pattern matches a value that is reduced already. */
  | { readonly kind: 'userAgent'; readonly pattern: string }
  | { readonly kind: 'number' | 'integer'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'label' | 'text' | 'url' | 'subject' }
  | { readonly kind: 'array' | 'map'; readonly maximum: number }
  | { readonly kind: 'object'; readonly fields: readonly EventField[] }
)

export interface EventFields {
  /** Fields of the envelope that are optional in other events and required in this one. */
  readonly requires: readonly string[]
  /** Holds the fields that the event has beside those of the envelope. */
  readonly own: readonly EventField[]
}
