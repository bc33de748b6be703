/** Behaviour as data: the same vectors run in this package, in the browser bundle, in the Node SDK and against a collector. */
export interface Vector {
  readonly id: string
  readonly description: string
  readonly kind: 'text' | 'url' | 'event'
  /** For events: `content`. */
  readonly options?: { readonly content?: 'off' | 'redacted' }
  readonly input: unknown
  /** Absent when there is an error. */
  readonly output?: unknown
  readonly remarks?: readonly { readonly rule: string; readonly count: number }[]
  readonly error?: { readonly code: string; readonly path: string }
  /** Sanitizing the output changes nothing. */
  readonly again: 'same'
}

export const vectors: readonly Vector[] = Object.freeze([])
