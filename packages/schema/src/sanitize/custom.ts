/**
 * What an application adds to the table: rules of its own, and keys whose values never leave. Its rules see a text as
 * the table's do, with every placeholder as a hole that no value reaches across; so redacting again changes nothing here
 * either. A rule that cannot be used is an error and not a gap: whoever sanitizes with it fails closed.
 */
import type { ExtendedFind, Find, NamedLane } from './find.js'
import type { KeyMeaning } from './keys.js'
import { type CustomOptions, type CustomRule, SanitizeError } from './types.js'

/** A rule as it will run. */
export interface ReadRule {
  readonly id: string
  readonly source: string
  /** Without `g` and `y`, which are the sanitizer's. */
  readonly flags: string
  readonly replacement: string
}

/** @throws SanitizeError when the rule may not run. */
export type CheckRule = (rule: ReadRule) => void

/** What one set of options comes to. */
export interface Scope {
  readonly find: Find
  /** What the keys of maps mean, as far as they came before: a key that one application's rules find is none of another's. */
  readonly known: Map<string, KeyMeaning | undefined>
  readonly isDenied: ((key: string) => boolean) | undefined
}

export type Scopes = (options: CustomOptions) => Scope

/** Rules are compiled once for each options object: it must not change afterwards. */
export function createScopes(find: ExtendedFind, check: CheckRule): Scopes {
  const plain: Scope = { find, known: new Map(), isDenied: undefined }
  const scopes = new WeakMap<object, Scope>()
  return (options) => {
    const { rules, denyKeys } = options
    if (!rules && !denyKeys) return plain
    let scope = scopes.get(options)
    if (scope === undefined) {
      const own = rules?.map((rule) => toLane(rule, check)) ?? []
      const placeholders = new RegExp(own.map(({ placeholder }) => `\\${placeholder}`).join('|'), 'g')
      const denied = denyKeys?.map(bare)
      scope = {
        find: (text, disabled) => find(text, disabled, own, placeholders),
        known: new Map(),
        isDenied: denied && ((key) => denied.includes(bare(key))),
      }
      scopes.set(options, scope)
    }
    return scope
  }
}

/** `employeeNumber`, `employee_number` and `Employee-Number` are one key. */
const bare = (key: string): string => key.toLowerCase().replace(/[\W_]/g, '')

export function readRule({ id, pattern, flags = '', replacement = `[${id}]` }: CustomRule): ReadRule {
  const [source, given] = typeof pattern === 'string' ? [pattern, flags] : [pattern.source, pattern.flags]
  return { id, source, flags: given.replace(/[gy]/g, ''), replacement }
}

function toLane(rule: CustomRule, check: CheckRule): NamedLane {
  const read = readRule(rule)
  check(read)
  const { id, source, flags, replacement } = read
  return {
    rule: id,
    placeholder: replacement,
    // A pattern of our own: whatever the application does to its object later, this one stays as it was checked.
    pattern: new RegExp(source, `${flags}g`),
    // A repetition without an end would be tried again from each of its characters.
    pass: /[*+,]\}?\??$/.test(source),
    accept: ({ 0: raw, index }) =>
      rule.validate?.(raw) === false
        ? []
        : Array.from(raw.matchAll(/[^\ue000]+/g), (part) => [
            index + part.index,
            index + part.index + part[0].length,
          ]),
  }
}

/** Escapes and classes, and the `?` that begins a group and is no repetition; a backreference stays. */
export const ATOMS = /\\[^1-9k]|\[(?:\\.|[^\]])*\]|\(\?/gs
/** A backreference, a group that repeats, a repetition without an end before the very end. */
const SLOW = /\\|\)[*+{]|(?:[*+]|\{\d+,\})(?!\??$)/
const NAMES = /^(?:\[[a-z][a-z\d_]{0,31}\]){2}$/

/**
 * The least that every set of rules asks, so small that it fits into the script tag: what could take exponential time,
 * or quadratic by repeating without an end, does not pass. `check-rule.ts` asks more, and says what to write instead.
 */
export const checkInBrief: CheckRule = ({ id, source, replacement }) => {
  if (SLOW.test(source.replace(ATOMS, 'x')) || !NAMES.test(`[${id}]${replacement}`))
    throw new SanitizeError('sanitize_failed', `rules.${id}`)
}
