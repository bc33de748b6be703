/**
 * What an application adds to the table: rules of its own, and keys whose values never leave. Its rules see a text as
 * the table's do, with every placeholder as a hole that no value reaches across; so redacting again changes nothing here
 * either. A rule that cannot be used is an error and not a gap: whoever sanitizes with it fails closed.
 */
import { type Choose, createFind, type Find, type NamedLane } from './find.js'
import type { KeyMeaning, KeyWords } from './keys.js'
import { pieces } from './rules/rule.js'
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
  readonly findInUrl: Find
  /** What the keys of maps mean, as far as they came before: a key that one application's rules find is none of another's. */
  readonly known: Map<string, KeyMeaning | undefined>
  readonly isDenied: ((key: string) => boolean) | undefined
  readonly keys: KeyWords
}

export type Scopes = (options: CustomOptions) => Scope

/** What the full set and the browser's differ in. */
export interface RuleSet {
  readonly choose: Choose
  /** Where it is another. */
  readonly chooseInUrl?: Choose
  readonly check: CheckRule
  readonly keys: KeyWords
}

/** Rules are compiled once for each options object: it must not change afterwards. */
export function createScopes({ choose, chooseInUrl = choose, check, keys }: RuleSet): Scopes {
  const create = ({ rules = [], denyKeys }: CustomOptions): Scope => {
    const own = rules.map((rule) => toLane(rule, check))
    const denied = denyKeys?.map(bare)
    return {
      find: createFind(choose, own),
      findInUrl: createFind(chooseInUrl, own),
      known: new Map(),
      isDenied: denied && ((key) => denied.includes(bare(key))),
      keys,
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
    pass: true,
    accept: ({ 0: raw, index }) =>
      rule.validate?.(raw) === false ? [] : pieces(raw, index, /[^\ue000]+/g, () => true),
  }
}

/**
 * Escapes without backreferences, classes, characters, groups that do not repeat, bounded repetitions; without an end one may
 * repeat at the very end only.
 */
const SAFE =
  /^(?:\\[^1-9k](?:\{[\w=]+\})?|\[(?:\\.|[^\]\\])*\]|[^\\[)*+{]|\)(?![*+{])|\{\d+(?:,\d+)?\})*(?:(?:[*+]|\{\d+,\})\??)?$/s
const NAMES = /^(?:\[[a-z][a-z\d_]{0,31}\]){2}$/

/**
 * The least that every set of rules asks, so small that it fits into the script tag: what could take exponential time,
 * or quadratic by repeating without an end, does not pass. `check-rule.ts` asks more, and says what to write instead.
 */
export const checkInBrief: CheckRule = ({ id, source, replacement }) => {
  if (!SAFE.test(source) || !NAMES.test(`[${id}]${replacement}`))
    throw new SanitizeError('sanitize_failed', `rules.${id}`)
}
