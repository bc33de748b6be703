/**
 * The state of one walk: its counts and its position. One object holds it, so that the walk returns only
 * fields.
 */
import { IS_SCRIPT } from '@hushlog/base'
import { type Engine, SanitizeError, type SanitizeFailure } from '@hushlog/sanitizer/engine'
import type { RemovedField, Sanitized, SanitizeOptions } from './types.js'

export type Fields = Record<string, unknown>

/** An object that inherits from this one takes half the time of one without a prototype. */
const EMPTY = { __proto__: null }

/**
 * Makes an object for what may leave. The script tag encodes it by `JSON.stringify`, so that there it inherits no
 * `toJSON` that the page has given all objects; elsewhere it is a common object.
 */
export const newFields = (): Fields => (IS_SCRIPT ? Object.create(EMPTY) : {})

type Result = { -readonly [Name in keyof Sanitized]: Sanitized[Name] }

/** Replaces a subject. The walk has the options, and the path of the subject. */
export type Pseudonymize = (value: string, walk: Walk) => string

/** The result, filled in during the walk, and what the walk needs. */
export interface Walk extends Result {
  removedFields: RemovedField[]
  readonly ruleEngine: Engine
  readonly options: SanitizeOptions
  replaceSubject: Pseudonymize
  readonly count: (rule: string) => void
  /** Holds the schema path of the current field. */
  path: string
}

export function start(ruleEngine: Engine, options: SanitizeOptions, pseudonymize: Pseudonymize): Walk {
  const findings: Record<string, number> = {}
  const walk = {
    ruleEngine,
    options,
    findings,
    count: (rule) => {
      // The operators count up from undefined as well.
      findings[rule] = -~(findings[rule] as number)
    },
    removed: 0,
  } as Walk
  // A page reports none of these.
  if (!IS_SCRIPT) {
    walk.replaceSubject = pseudonymize
    walk.event = {}
    walk.removedFields = []
    walk.withheld = 0
    walk.hasText = false
    walk.path = ''
  }
  return walk
}

/** Notes that the current field, or so many members of it, cannot be taken. Returns nothing in their place. */
export function remove(walk: Walk, code: RemovedField['code'], count = 1): undefined {
  walk.removed += count
  // Only the console of a developer would show them in a page.
  if (!IS_SCRIPT) walk.removedFields.push({ path: walk.path, code, count })
}

export function fail(walk: Walk, code: SanitizeFailure): never {
  throw new SanitizeError(code, walk.path)
}
