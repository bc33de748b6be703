/** Plain strings, each with the last value that passed: most patterned fields repeat from event to event. */
import { lastPassed } from '../sanitize/last-passed.js'
import type { Pattern } from '../sanitize/types.js'

/** Characters of one set and nothing else, as ids are: a loop with a table takes a third of what an expression does. */
export function memoSet(characters: string, min: number, max: number, first = characters): Pattern {
  const allowed = tableOf(characters)
  const begins = tableOf(first)
  let passed: string | undefined
  return {
    test(value) {
      if (value === passed) return true
      const { length } = value
      if (length < min || length > max || begins[value.charCodeAt(0)] !== 1) return false
      for (let i = 1; i < length; i++) if (allowed[value.charCodeAt(i)] !== 1) return false
      passed = value
      return true
    },
  }
}

export function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(128)
  for (const character of characters) table[character.charCodeAt(0)] = 1
  return table
}

/** For all other patterns. */
export const memoPattern = (source: string): Pattern => lastPassed(new RegExp(source))
