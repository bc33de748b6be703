/** What the generated writers need beside the patterns: a string of each privacy class as JSON, or undefined. */

export type Json = Readonly<Record<string, unknown>>

/** Each answers the value as JSON when it may leave exactly as it is, and undefined when not. */
export interface Hooks {
  label(value: unknown): string | undefined
  text(value: unknown): string | undefined
  url(value: unknown): string | undefined
  /** The one class that is always changed. */
  subject(value: unknown): string | undefined
  /** Of labels. */
  list(value: unknown, max: number): string | undefined
  /** Flat, of labels, numbers and booleans. */
  map(value: unknown, max: number): string | undefined
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
