/** What one walk counts, and where it is: kept in one object so that the walk returns fields and nothing else. */
import { pseudonym } from './subject.js'
import { SanitizeError, type SanitizeFailure, type SanitizeOptions } from './types.js'

export interface Walk {
  readonly keepText: boolean
  readonly pseudonymize: (value: string) => string
  readonly findings: Record<string, number>
  readonly count: (rule: string) => void
  removed: number
  withheld: number
  hasText: boolean
  /** Schema path of the field being looked at. */
  prefix: string
  field: string
}

export function start(options: SanitizeOptions): Walk {
  const findings: Record<string, number> = {}
  return {
    keepText: options.content === 'redacted',
    pseudonymize: options.pseudonymize ?? pseudonym,
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
