/**
 * Behaviour as data: the same vectors run in this package, in the built browser bundle, in the built Node SDK
 * and against a running collector. `schema.json` describes the files.
 */
import events from './event.json' with { type: 'json' }
import texts from './text.json' with { type: 'json' }
import urls from './url.json' with { type: 'json' }

export interface Vector {
  readonly id: string
  readonly description: string
  /** What the input goes through: `redactText`, `sanitizeUrl` or `sanitize`. */
  readonly kind: 'text' | 'url' | 'event'
  /** For events; without it content capture is off. */
  readonly options?: { readonly content?: 'off' | 'redacted' }
  readonly input: unknown
  /** Absent when there is an error. */
  readonly output?: unknown
  /** What is found, by rule; absent when nothing is. Not given for addresses, which tell no findings. */
  readonly remarks?: readonly { readonly rule: string; readonly count: number }[]
  /** How sanitizing an event fails. */
  readonly error?: { readonly code: string; readonly path: string }
  /** What a collector answers to the input itself: it validates first and mends nothing. Absent when it takes it or answers `error`. */
  readonly refused?: { readonly code: string; readonly path: string }
  /** The full set of rules does this; the browser's finds less and leaves the rest to the collector. Absent when both agree. */
  readonly set?: 'full'
  /** The output goes through unchanged. */
  readonly again: 'same'
}

export const vectors: readonly Vector[] = Object.freeze([...texts, ...urls, ...events] as readonly Vector[])
