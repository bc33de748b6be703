/**
 * Rules that an application adds to the table. They see a text as the table's rules do, with every placeholder as a hole that no
 * value reaches across; so redacting again changes nothing here either. A rule that cannot be used is an error and not a gap:
 * whoever sanitizes with it fails closed.
 */
import { type NamedDetector, NONE, whole } from '../rules/rule.js'
import { SanitizeError } from './sanitize-error.js'
import type { CustomRule } from './types.js'

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
export function toDetector(rule: CustomRule): NamedDetector {
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
