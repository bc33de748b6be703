/**
 * What an application adds to the table: rules of its own, and keys whose values never leave. Its rules see a text as
 * the table's do, with every placeholder as a hole that no value reaches across; so redacting again changes nothing here
 * either. A rule that cannot be used is an error and not a gap: whoever sanitizes with it fails closed.
 */

import type { KeyMeaning } from './keys.js'
import type { Redact } from './redact-and-cut.js'
import { type NamedLane, NONE, whole } from './rules/rule.js'
import { type CustomOptions, type CustomRule, SanitizeError, type SanitizeOptions } from './types.js'

/** The walk that has come to a subject. */
export interface Asking {
  readonly options: SanitizeOptions
  readonly path: string
}

/** What one set of options comes to. */
export interface Scope {
  readonly redact: Redact
  readonly redactInUrl: Redact
  readonly isDenied: ((key: string) => boolean) | undefined
  readonly keyMeaning: (key: string) => KeyMeaning
  /** What stands for a subject. */
  readonly standIn: (value: string, walk: Asking) => string
}

export type Scopes = (options: CustomOptions) => Scope

/** What the full set and the browser's differ in. */
export interface RuleSet extends Pick<Scope, 'keyMeaning' | 'standIn'> {
  readonly createRedact: (own: readonly NamedLane[], inUrl: boolean) => Redact
  readonly toLane: (rule: CustomRule) => NamedLane
}

/** Compiles the rules each time: who calls remembers what it gave for an options object, which must not change afterwards. */
export const createScopes =
  ({ createRedact, toLane, keyMeaning, standIn }: RuleSet): Scopes =>
  ({ rules = [], denyKeys }) => {
    const own = rules.map(toLane)
    const denied = denyKeys?.map(bare)
    return {
      redact: createRedact(own, false),
      redactInUrl: createRedact(own, true),
      isDenied: denied && ((key) => denied.includes(bare(key))),
      keyMeaning,
      standIn,
    }
  }

/** `employeeNumber`, `employee_number` and `Employee-Number` are one key. */
export const bare = (key: string): string => key.toLowerCase().replace(/[\W_]/g, '')

/** Escapes but backreferences, and classes: one character each, whatever they are written with. */
const ATOMS = /\\[^1-9k]|\[(?:\\?.)*?]/gs
/** A backreference; a group that repeats; a repetition without an end but at the very end. */
const UNSAFE = /\\|\)[*+{]|(?:[*+]|\{\d+,})\??[^?]/
const NAMES = /^(?:\[[a-z][a-z\d_]{0,31}]){2}$/

/**
 * A rule as it will run, with the least that every set of rules asks of it, so small that it fits into the script tag: what could
 * take exponential time, or quadratic by repeating without an end, does not pass. `check-rule.ts` asks more, and says what to
 * write instead.
 */
export function toLane(rule: CustomRule): NamedLane {
  const { id, pattern, flags = '', replacement = `[${id}]` } = rule
  /** What a text has none of. */
  const { source = pattern as string, flags: given = flags } = pattern as RegExp
  if (UNSAFE.test(source.replace(ATOMS, 'x')) || !NAMES.test(`[${id}]${replacement}`))
    throw new SanitizeError('sanitize_failed', `rules.${id}`)
  return {
    rule: id,
    placeholder: replacement,
    // A pattern of our own: whatever the application does to its object later, this one stays as it was checked.
    pattern: new RegExp(source, `${given.replace(/[gy]/g, '')}g`),
    pass: true,
    accept: (match) => (match[0] && rule.validate?.(match[0]) !== false ? whole(match) : NONE),
  }
}
