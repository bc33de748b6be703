/**
 * Exports behavior as data: the same vectors run in this package, in the built browser bundle, in the built
 * Node SDK and against a running collector. `schema.json` describes the files.
 */
import events from './event.json' with { type: 'json' }
import texts from './text.json' with { type: 'json' }
import urls from './url.json' with { type: 'json' }

export interface Vector {
  readonly id: string
  readonly description: string
  /** Names the function that gets the input: `redactText`, `sanitizeUrl` or `sanitize`. */
  readonly kind: 'text' | 'url' | 'event'
  /** Sets content capture for events. The default is off. */
  readonly options?: { readonly content?: 'off' | 'redacted' }
  readonly input: unknown
  /** It is absent when there is an error. */
  readonly output?: unknown
  /** Counts the findings by rule. It is absent when there are none, and for addresses, which report none. */
  readonly remarks?: readonly { readonly rule: string; readonly count: number }[]
  /** Says how sanitizing the event fails. */
  readonly error?: { readonly code: string; readonly path: string }
  /** Lists the fields of the event that are removed because they cannot be taken. It is absent when there are none. */
  readonly removed?: readonly { readonly path: string; readonly code: string }[]
  /**
   * The full set does this; the page's finds and checks less and leaves the rest to the collector. Absent
   * when both agree.
   */
  readonly set?: 'full'
  /** Says that sanitizing the output changes nothing. */
  readonly again: 'same'
}

export const vectors: readonly Vector[] = Object.freeze([...texts, ...urls, ...events] as readonly Vector[])
