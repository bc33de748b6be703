/**
 * Compiles the rules that an application adds to the table. They search a text as the table's rules do, with
 * markers in place of placeholders, which no value reaches across; so redacting again changes nothing here
 * either. A rule that cannot be used is an error: sanitizing with it fails closed.
 */
import { type NamedDetector, NONE, whole } from '../rules/rule.js'
import { SanitizeError } from './sanitize-error.js'
import type { CustomRule } from './types.js'

/** Matches an escape that is no backreference, or a class: each matches one character. */
const ATOMS = /\\[^1-9k]|\[(?:\\?.)*?]/gs
/**
 * Matches a backreference, a group that repeats, and a repetition without an end that is not at the very
 * end.
 */
const UNSAFE = /\\|\)[*+{]|(?:[*+]|\{\d+,})\??[^?]/
const NAMES = /^(?:\[[a-z][a-z\d_]{0,31}]){2}$/

/**
 * A rule as it will run, with the least that every set of rules asks of it, so small that it fits into the
 * script tag: what could take exponential time, or quadratic by repeating without an end, does not pass.
 * `check-rule.ts` asks more, and says what to write instead.
 */
export function toDetector(rule: CustomRule): NamedDetector {
  const { id, pattern, flags = '', replacement = `[${id}]` } = rule
  // A pattern that is given as text has neither source nor flags of its own.
  const { source = pattern as string, flags: given = flags } = pattern as RegExp
  if (UNSAFE.test(source.replace(ATOMS, 'x')) || !NAMES.test(`[${id}]${replacement}`))
    throw new SanitizeError('sanitize_failed', `rules.${id}`)
  return {
    rule: id,
    placeholder: replacement,
    // The copy stays as it was checked, whatever the application does to its own object later.
    pattern: new RegExp(source, `${given.replace(/[gy]/g, '')}g`),
    skipsRefused: true,
    accept: (match) => (match[0] && rule.validate?.(match[0]) !== false ? whole(match) : NONE),
  }
}
