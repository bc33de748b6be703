/**
 * Decides whether a custom rule may run, and explains why not. A pattern takes linear time by construction:
 * at each character of a text it may take at most `MAX_STEPS`, counted as if every repetition and every
 * alternative were tried in every way. The check is conservative: it refuses some fast patterns, and passes
 * no slow one.
 */
import { toDetector } from '../core/custom-rule.js'
import { SanitizeError } from '../core/sanitize-error.js'
import type { CustomRule } from '../core/types.js'
import { rules } from '../rules/index.js'
import type { NamedDetector } from '../rules/rule.js'

/** Its message names a rule and its fault, never a value of an event. */
export class CustomRuleError extends SanitizeError {
  constructor(id: string, fault: string) {
    super('sanitize_failed', '')
    this.name = 'CustomRuleError'
    this.message = `custom rule ${id}: ${fault}`
  }
}

/** @throws CustomRuleError when the rule may not run. */
export function toCheckedDetector(rule: CustomRule): NamedDetector {
  const read = readRule(rule)
  const fault = faultOf(read)
  if (fault !== undefined) throw new CustomRuleError(read.id, fault)
  return toDetector(read)
}

/**
 * Reads each member once, so that what was checked is what runs: a getter could return something else the
 * second time.
 */
function readRule(rule: CustomRule) {
  const { id, pattern, flags: written = '', replacement = `[${id}]` } = rule
  const { source = pattern as string, flags = written } = pattern as RegExp
  const validate = (value: string) => rule.validate?.(value) ?? true
  return { id, pattern: source, flags: flags.replace(/[gy]/g, ''), replacement, validate }
}

/** A step takes some 5 ns, so that a text field of 8,000 characters of the worst kind stays below 100 ms. */
export const MAX_STEPS = 2000

const builtIn: ReadonlySet<string> = new Set([...rules.map(({ id }) => id), 'property_key', 'custom'])

/**
 * Matches escapes and classes, and the `?` that begins a group and is no repetition; a backreference stays.
 */
const ATOMS = /\\[^1-9k]|\[(?:\\.|[^\]\\])*\]|\(\?/gs

const NAME = /^[a-z][a-z0-9_]{0,31}$/
const PLACEHOLDER = /^\[[a-z][a-z0-9_]{0,31}\]$/
const UNENDING = /(?:[*+]|\{\d+,\})(?!\??$)/

/**
 * Explains why a custom rule may not run, and what to write instead.
 *
 * @returns undefined when the rule may run
 */
export const explainRule = (rule: CustomRule): string | undefined => faultOf(readRule(rule))

function faultOf({
  id,
  pattern: source,
  flags,
  replacement,
}: ReturnType<typeof readRule>): string | undefined {
  const outline = source.replace(ATOMS, (atom) => (atom === '(?' ? '(' : 'x'))
  if (!NAME.test(id)) return 'its id must be 1 to 32 of a-z, 0-9 and _, beginning with a letter'
  if (builtIn.has(id)) return 'its id is that of a built-in rule; give it another'
  if (!PLACEHOLDER.test(replacement))
    return 'its replacement must be a name in brackets, such as [employee]: anything else could be found again'
  if (/[^imsu]/.test(flags)) return 'only the flags i, m, s and u can be used'
  if (!compiles(source, flags)) return 'its pattern is not a regular expression'
  if (/\\(?:p|u)\{/i.test(source) && !flags.includes('u')) return '\\p{…} and \\u{…} need the flag u'
  if (outline.includes('\\'))
    return 'a backreference (\\1, \\k<name>) can take quadratic time; write the repeated part out'
  if (/\)[*+{]/.test(outline))
    return 'a repeated group can match in exponentially many ways; write the repetition out, such as \\d{4}-\\d{4} for (?:\\d{4}-?){2}, or make it a class, such as [ab]{1,9} for (?:a|b){1,9}'
  if (UNENDING.test(outline))
    return '+, * and {n,} may stand only at the very end, because what comes behind makes them start again at every character; give the others an end, such as {1,32}'
  if (matchesNothing(source, flags)) return 'it matches the empty text; make at least one part of it required'
  const { steps, ways } = alternatives({ text: outline, at: 0 })
  if (steps + ways > MAX_STEPS)
    return `its repetitions multiply to more than ${MAX_STEPS} steps at each character; shorten them, or put something fixed between them, such as [A-Z]{2}-\\d{4,8}`
  return undefined
}

function compiles(source: string, flags: string): boolean {
  try {
    return new RegExp(source, flags) instanceof RegExp
  } catch {
    // The engine's message would repeat the pattern.
    return false
  }
}

/** An empty match is never replaced: the rule would do nothing where somebody expects it to. */
const matchesNothing = (source: string, flags: string): boolean =>
  [...'a 1-[é\n'.matchAll(new RegExp(source, `${flags}g`))].some(([raw]) => raw === '')

/** The cost of one part of a pattern at one place of a text, at most. */
interface Cost {
  /** Counts the characters that all ways to match look at. */
  readonly steps: number
  /** Counts the ways to match. */
  readonly ways: number
}

interface PatternReader {
  readonly text: string
  at: number
}

function alternatives(cursor: PatternReader): Cost {
  let { steps, ways } = sequence(cursor)
  while (cursor.text[cursor.at] === '|') {
    cursor.at++
    const other = sequence(cursor)
    steps += other.steps
    ways += other.ways
  }
  return { steps, ways }
}

function sequence(cursor: PatternReader): Cost {
  let steps = 0
  let ways = 1
  while (cursor.at < cursor.text.length && !/[|)]/.test(cursor.text.charAt(cursor.at))) {
    const part = repeated(cursor)
    steps += ways * part.steps
    ways *= part.ways
  }
  return { steps, ways }
}

const COUNT = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y

function repeated(cursor: PatternReader): Cost {
  const one = atom(cursor)
  COUNT.lastIndex = cursor.at
  const [raw, sign, from = '1', range, to = ''] = COUNT.exec(cursor.text) ?? []
  if (raw === undefined) return one
  cursor.at += raw.length
  if (sign === '?') return { steps: one.steps, ways: one.ways + 1 }
  // A repetition without an end is at the very end of the pattern, where it never goes back.
  const most = range === undefined ? Number(from) : to === '' ? Math.max(1, Number(from)) : Number(to)
  return { steps: one.steps * most, ways: to === '' ? 1 : most - Number(from) + 1 }
}

function atom(cursor: PatternReader): Cost {
  const character = cursor.text.charAt(cursor.at++)
  if (character !== '(') return { steps: 1, ways: 1 }
  const inside = alternatives(cursor)
  cursor.at++
  return inside
}
