/**
 * Finds candidates for values in windows of a text. Windows overlap in a text full of words, and most
 * candidates do not depend on where a window begins and ends: each place of the text is tested only once.
 */
import { codes, DIGIT } from '../core/character-codes.js'

/**
 * Says how many characters a pattern reads. A value begins with a digit, or with letters before one, and not
 * behind either.
 */
export interface PatternRange {
  /** Counts the characters from the start of a value to where the match has failed, at most. */
  readonly maxRead: number
  /** Counts the characters behind a value that the pattern looks at. */
  readonly lookahead: number
  /** Counts the letters before the first digit, at most. */
  readonly maxPrefix: number
}

/** Returns starts and ends of what a search of `input.slice(from, to)` finds, as offsets into the input. */
export type Candidates = (input: string, bytes: Uint8Array, from: number, to: number) => readonly number[]

/** Patterns look back at most so many characters. */
const LOOKBEHIND = 2
/** The text between two windows is searched as well, unless they are further apart. */
const MAX_GAP = 128

/** The search is fast when the windows of one text come in order. */
export function createCandidates(value: RegExp, { maxRead, lookahead, maxPrefix }: PatternRange): Candidates {
  const pattern = new RegExp(value.source, value.flags.replace('g', 'y'))
  let known = ''
  /** The text from `first` to `seen` has been searched; `starts` and `ends` hold the values in it. */
  let first = 0
  let seen = 0
  let starts: number[] = []
  let ends: number[] = []

  /** Returns where the value that begins at a place ends, or 0. */
  function endOf(text: string, at: number): number {
    pattern.lastIndex = at
    return pattern.test(text) ? pattern.lastIndex : 0
  }

  function mayBegin(bytes: Uint8Array, at: number): boolean {
    const code = codes[bytes[at] ?? 0] ?? 0
    if (code === 0) return false
    for (let i = at; i <= at + maxPrefix; i++) if (codes[bytes[i] ?? 0] === DIGIT) return true
    return false
  }

  const isInside = (bytes: Uint8Array, at: number): boolean => (codes[bytes[at - 1] ?? 0] ?? 0) > 0

  function search(text: string, bytes: Uint8Array, from: number, to: number): [number[], number[]] {
    const found: [number[], number[]] = [[], []]
    for (let at = from; at < to; at++) {
      if (isInside(bytes, at) || !mayBegin(bytes, at)) continue
      const end = endOf(text, at)
      if (end === 0) continue
      found[0].push(at)
      found[1].push(end)
    }
    return found
  }

  function extendTo(text: string, bytes: Uint8Array, from: number, to: number): void {
    if (text !== known || from > seen + MAX_GAP || to < first - MAX_GAP) {
      known = text
      first = seen = from
      starts = []
      ends = []
    }
    if (from < first) {
      const [before, until] = search(text, bytes, from, first)
      starts = before.concat(starts)
      ends = until.concat(ends)
      first = from
    }
    if (to > seen) {
      const [more, until] = search(text, bytes, seen, to)
      for (let i = 0; i < more.length; i++) {
        starts.push(more[i] ?? 0)
        ends.push(until[i] ?? 0)
      }
      seen = to
    }
  }

  /** Returns the index of the first value that begins at a place or behind it. */
  function indexAt(at: number): number {
    let [low, high] = [0, starts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) < at) low = middle + 1
      else high = middle
    }
    return low
  }

  return (input, bytes, from, to) => {
    const found: number[] = []
    const part = input.slice(from, to)
    let at = from
    /** Tests one place near an end of the window, where the result depends on the window. */
    const step = (): void => {
      const end = (at > from && isInside(bytes, at)) || !mayBegin(bytes, at) ? 0 : endOf(part, at - from)
      if (end > 0) found.push(at, from + end)
      at = end > 0 ? from + end : at + 1
    }
    while (at < to && at < from + LOOKBEHIND) step()
    const far = to - maxRead
    if (at < far) {
      extendTo(input, bytes, from + LOOKBEHIND, far)
      let i = indexAt(at)
      while (at < far) {
        const start = starts[i] ?? far
        const end = ends[i++] ?? 0
        if (start < at) continue
        at = Math.min(start, far)
        if (start >= far || end + lookahead > to) break
        found.push(start, end)
        at = end
      }
    }
    while (at < to) step()
    return found
  }
}
