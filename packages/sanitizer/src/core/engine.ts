/** Defines the interface of both engines. A set of options is compiled to an engine. */
import type { Redact } from './redact-and-cut.js'
import type { CustomOptions } from './types.js'

/** Says what the value of a key may be: replaced by a placeholder, withheld like content, or a label. */
export type KeyMeaning = `[${string}]` | 'text' | 'label'

export interface Engine {
  readonly redact: Redact
  readonly redactInUrl: Redact
  readonly isDenied: ((key: string) => boolean) | undefined
  /** @param value decides where the key alone does not; a page looks at the key only */
  readonly keyMeaning: (key: string, value: unknown) => KeyMeaning
}

/**
 * Compiles options to an engine, or returns the one that it compiled before: an options object must not
 * change after its first use.
 */
export type EngineFor = (options: CustomOptions) => Engine
