/** What one walk counts, and where it is: kept in one object so that the walk returns fields and nothing else. */
import type { Scope } from './custom.js'
import { type Sanitized, SanitizeError, type SanitizeFailure, type SanitizeOptions } from './types.js'

export type Fields = Record<string, unknown>

type Result = { -readonly [Name in keyof Sanitized]: Sanitized[Name] }

/** What comes of it, filled in on the way. */
export interface Walk extends Result {
  readonly scope: Scope
  readonly options: SanitizeOptions
  readonly count: (rule: string) => void
  /** Schema path of the field being looked at. */
  path: string
}

export function start(scope: Scope, options: SanitizeOptions): Walk {
  const findings: Record<string, number> = {}
  return {
    scope,
    options,
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
