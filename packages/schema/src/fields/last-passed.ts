export interface Pattern {
  test(value: string): boolean
}

/**
 * Remembers the value that a pattern admitted last, and none that it refused: most fields repeat it in the
 * next event.
 */
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

/** The validators that Ajv generates compile their patterns with this function. */
export const compilePattern = (source: string): Pattern => lastPassed(new RegExp(source))
