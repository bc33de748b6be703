/** What stands around a candidate. Windows are short, so that a hostile text of nothing but candidates stays linear. */

export function before(match: RegExpExecArray, words: RegExp, distance: number): boolean {
  const { index, input } = match
  return index > 0 && words.test(input.slice(Math.max(0, index - distance), index))
}

export function after(match: RegExpExecArray, words: RegExp, distance: number): boolean {
  const end = match.index + match[0].length
  return end < match.input.length && words.test(match.input.slice(end, end + distance))
}

const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi

/** RFC 9562: 2 % of random UUIDs hold a run of digits and dashes that looks like something else. */
export function insideUuid(match: RegExpExecArray): boolean {
  const from = Math.max(0, match.index - 36)
  const end = match.index + match[0].length
  for (const uuid of match.input.slice(from, end + 36).matchAll(UUID)) {
    const start = from + uuid.index
    if (start < end && start + 36 > match.index) return true
  }
  return false
}
