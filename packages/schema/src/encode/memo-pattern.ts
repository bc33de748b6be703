/** A pattern that remembers the last value that passed: most patterned fields repeat from event to event. */
export interface MemoPattern {
  test(value: string): boolean
}

export function memoPattern(source: string): MemoPattern {
  const pattern = new RegExp(source)
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
