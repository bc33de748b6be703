/** What one walk counts, and where it is: kept in one object so that the walk returns fields and nothing else. */
import type { Find } from './find.js'
import type { KeyMeaning } from './keys.js'
import { type Sanitized, SanitizeError, type SanitizeFailure, type SanitizeOptions } from './types.js'

export type Fields = Record<string, unknown>

/** What the keys of maps mean, as far as they came before. */
export type KnownKeys = Map<string, KeyMeaning | undefined>

type Counts = { -readonly [Name in Exclude<keyof Sanitized, 'event'>]: Sanitized[Name] }

export interface Walk extends Counts {
  readonly find: Find
  readonly known: KnownKeys
  readonly options: SanitizeOptions
  readonly count: (rule: string) => void
  /** Schema path of the field being looked at. */
  path: string
}

export function start(find: Find, known: KnownKeys, options: SanitizeOptions): Walk {
  const findings: Record<string, number> = {}
  return {
    find,
    known,
    options,
    findings,
    count: (rule) => {
      findings[rule] = (findings[rule] ?? 0) + 1
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
