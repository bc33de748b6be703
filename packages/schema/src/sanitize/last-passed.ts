/** A pattern that knows the value that it admitted last: in most fields that is the value of the next event, too. */
import type { Pattern } from './types.js'

/** Keeps one string, and none that the pattern refused. */
export function lastPassed(pattern: Pattern): Pattern {
  let passed: string | undefined
  return {
    test(value) {
      if (value === passed) return true
      if (!pattern.test(value)) return false
      passed = value
      return true
    },
  }
}
