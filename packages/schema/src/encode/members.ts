/** What `members.gen.ts` says of each field, for `create-pass.ts` and `create-write.ts`. */

/** A text of JSON, and its UTF-16 units: reading one from an array is several times cheaper than from a string. */
export interface Source {
  readonly text: string
  /** As many as the text has: bytes where all are ASCII. */
  readonly codes: Uint8Array | Uint16Array
}

/** Reads the JSON of a value where it begins: where it ends, or 0 when it is not one that may stay. */
export type Read = (source: Source, at: number) => number

/** A class of strings that stand for themselves: as a value, and as they stand in a text. */
export interface Plain {
  test(value: string): boolean
  readonly read: Read
}

export type Member = { readonly name: string; readonly required?: true } & (
  | { readonly kind: 'plain'; readonly plain: Plain }
  | { readonly kind: 'number' | 'integer'; readonly least: number; readonly most: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'label' | 'text' | 'url' | 'subject' }
  | { readonly kind: 'array' | 'map'; readonly max: number }
  | { readonly kind: 'object'; readonly members: readonly Member[] }
)

export interface EventMembers {
  /** Fields of the envelope that this event cannot do without. */
  readonly requires: readonly string[]
  readonly own: readonly Member[]
}
