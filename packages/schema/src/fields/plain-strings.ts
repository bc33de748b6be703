/**
 * Checks strings of class `plain`. Each check remembers the value that passed last: most fields repeat it in
 * the next event.
 */
import { compilePattern, lastPassed, type Pattern } from './last-passed.js'

/**
 * A pattern of one set of characters, as ids have: a loop over tables takes a third of the time of a regular
 * expression.
 */
export interface CharacterSet {
  /** Tables by ASCII code: 1 for a character that may begin the string, and for one that may follow. */
  readonly first: Uint8Array
  readonly rest: Uint8Array
  readonly minLength: number
  readonly maxLength: number
}

/** Matches the patterns `^[…]{min,max}$` and `^[…][…]{min,max}$`. */
const SET = /^\^(?:\[([^\]\\^]+)\])?\[([^\]\\^]+)\]\{(\d+)(?:,(\d+))?\}\$$/

/** Returns undefined for a pattern of another form. */
export function characterSetOf(pattern: string): CharacterSet | undefined {
  const [, first, rest, min = '', max = min] = SET.exec(pattern) ?? []
  if (rest === undefined) return undefined
  const more = first === undefined ? 0 : 1
  return {
    first: tableOf(first ?? rest),
    rest: tableOf(rest),
    minLength: Number(min) + more,
    maxLength: Number(max) + more,
  }
}

/** Tests each ASCII character by the class itself. */
function tableOf(characters: string): Uint8Array {
  const isMember = new RegExp(`[${characters}]`)
  return Uint8Array.from({ length: 128 }, (_, code) => (isMember.test(String.fromCharCode(code)) ? 1 : 0))
}

const checks = new Map<string, Pattern>()

/** Returns one check for each pattern, however many fields have it. */
export function plainCheck(pattern: string): Pattern {
  const known = checks.get(pattern)
  if (known !== undefined) return known
  const set = characterSetOf(pattern)
  const check = set === undefined ? compilePattern(pattern) : lastPassed(setCheck(set))
  checks.set(pattern, check)
  return check
}

const setCheck = ({ first, rest, minLength, maxLength }: CharacterSet): Pattern => ({
  test(value) {
    const { length } = value
    if (length < minLength || length > maxLength || first[value.charCodeAt(0)] !== 1) return false
    for (let i = 1; i < length; i++) if (rest[value.charCodeAt(i)] !== 1) return false
    return true
  },
})
