/** What one walk counts, and where it is: kept in one object so that the walk returns fields and nothing else. */
import { type Engine, SanitizeError, type SanitizeFailure } from '@hushlog/sanitizer/engine'
import type { Sanitized, SanitizeOptions } from './types.js'

export type Fields = Record<string, unknown>

type Result = { -readonly [Name in keyof Sanitized]: Sanitized[Name] }

/** Replaces a subject. The walk says whose options ask for it, and where it stands. */
export type Pseudonymize = (value: string, walk: Walk) => string

/** What comes of it, filled in on the way. */
export interface Walk extends Result {
  readonly engine: Engine
  readonly options: SanitizeOptions
  readonly pseudonymize: Pseudonymize
  readonly count: (rule: string) => void
  /** Schema path of the field being looked at. */
  path: string
}

export function start(engine: Engine, options: SanitizeOptions, pseudonymize: Pseudonymize): Walk {
  const findings: Record<string, number> = {}
  return {
    engine,
    options,
    pseudonymize,
    event: {},
    findings,
    count: (rule) => {
      // One more, also than none.
      findings[rule] = -~(findings[rule] as number)
    },
    removed: 0,
    withheld: 0,
    hasText: false,
    path: '',
  }
}

export function fail(walk: Walk, code: SanitizeFailure): never {
  throw new SanitizeError(code, walk.path)
}
