/**
 * What an application adds to the table: rules of its own, and keys whose values never leave. Its rules see a text as
 * the table's do, with every placeholder as a hole that no value reaches across; so redacting again changes nothing here
 * either. A rule that cannot be used is an error and not a gap: whoever sanitizes with it fails closed.
 */

import type { KeyMeaning } from './keys.js'
import type { Redact } from './redact-and-cut.js'
import { type NamedLane, NONE, whole } from './rules/rule.js'
import { type CustomOptions, type CustomRule, SanitizeError } from './types.js'

/** A rule as it will run. */
export interface ReadRule {
  readonly rule: string
  readonly placeholder: string
  readonly source: string
  /** Without `g` and `y`, which are the sanitizer's. */
  readonly flags: string
}

/** @throws SanitizeError when the rule may not run. */
export type CheckRule = (rule: ReadRule) => void

/** What one set of options comes to. */
export interface Scope {
  readonly redact: Redact
  readonly redactInUrl: Redact
  readonly isDenied: ((key: string) => boolean) | undefined
  readonly keyMeaning: (key: string) => KeyMeaning
}

export type Scopes = (options: CustomOptions) => Scope

/** What the full set and the browser's differ in. */
export interface RuleSet {
  readonly createRedact: (own: readonly NamedLane[], inUrl: boolean) => Redact
  readonly check: CheckRule
  readonly keyMeaning: (key: string) => KeyMeaning
}

/** Rules are compiled once for each options object: it must not change afterwards. */
export function createScopes({ createRedact, check, keyMeaning }: RuleSet): Scopes {
  const create = ({ rules = [], denyKeys }: CustomOptions): Scope => {
    const own = rules.map((rule) => toLane(rule, check))
    const denied = denyKeys?.map(bare)
    return {
      redact: createRedact(own, false),
      redactInUrl: createRedact(own, true),
      isDenied: denied && ((key) => denied.includes(bare(key))),
      keyMeaning,
    }
  }
  const plain = create({})
  const scopes = new WeakMap<object, Scope>()
  return (options) => {
    if (!options.rules && !options.denyKeys) return plain
    const scope = scopes.get(options) ?? create(options)
    scopes.set(options, scope)
    return scope
  }
}

/** `employeeNumber`, `employee_number` and `Employee-Number` are one key. */
const bare = (key: string): string => key.toLowerCase().replace(/[\W_]/g, '')

export function readRule({ id, pattern, flags = '', replacement = `[${id}]` }: CustomRule): ReadRule {
  const [source, given] = typeof pattern === 'string' ? [pattern, flags] : [pattern.source, pattern.flags]
  return { rule: id, placeholder: replacement, source, flags: given.replace(/[gy]/g, '') }
}

export function toLane(rule: CustomRule, check: CheckRule): NamedLane {
  const read = readRule(rule)
  check(read)
  return {
    ...read,
    // A pattern of our own: whatever the application does to its object later, this one stays as it was checked.
    pattern: new RegExp(read.source, `${read.flags}g`),
    pass: true,
    accept: (match) => (match[0] && rule.validate?.(match[0]) !== false ? whole(match) : NONE),
  }
}

/** Escapes but backreferences, and classes: one character each, whatever they are written with. */
const ATOMS = /\\[^1-9k]|\[(?:\\.|[^\]\\])*\]/gs
/** A backreference; a group that repeats; a repetition without an end but at the very end. */
const UNSAFE = /\\|\)[*+{]|(?:[*+]|\{\d+,\})(?!\??$)/
const NAMES = /^(?:\[[a-z][a-z\d_]{0,31}\]){2}$/

/**
 * The least that every set of rules asks, so small that it fits into the script tag: what could take exponential time,
 * or quadratic by repeating without an end, does not pass. `check-rule.ts` asks more, and says what to write instead.
 */
export const checkInBrief: CheckRule = ({ rule, source, placeholder }) => {
  if (UNSAFE.test(source.replace(ATOMS, 'x')) || !NAMES.test(`[${rule}]${placeholder}`))
    throw new SanitizeError('sanitize_failed', `rules.${rule}`)
}
