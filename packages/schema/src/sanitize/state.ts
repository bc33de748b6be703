/** What one walk counts, and where it is: kept in one object so that the walk returns fields and nothing else. */
import type { Find } from './find.js'
import type { KeyMeaning } from './keys.js'
import { SanitizeError, type SanitizeFailure, type SanitizeOptions } from './types.js'

export interface Walk {
  readonly find: Find
  /** What the keys of maps mean, as far as they came before. */
  readonly known: Map<string, KeyMeaning | undefined>
  readonly options: SanitizeOptions
  readonly findings: Record<string, number>
  readonly count: (rule: string) => void
  removed: number
  withheld: number
  hasText: boolean
  /** Schema path of the field being looked at. */
  prefix: string
  field: string
}

export function start(
  find: Find,
  known: Map<string, KeyMeaning | undefined>,
  options: SanitizeOptions,
): Walk {
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
    prefix: '',
    field: '',
  }
}

export function fail(state: Walk, code: SanitizeFailure): never {
  throw new SanitizeError(code, state.prefix + state.field)
}
