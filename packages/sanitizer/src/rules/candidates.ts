/**
 * What looks like a value in a window of a text. Windows overlap in a text full of words, and most of what they see does not depend
 * on where they begin and end: of each place of the text it is asked once whether a value begins there.
 */
import { codes, DIGIT } from '../core/character-codes.js'

/** How far a pattern of values looks. It begins with a digit, or with letters before one, and not behind either. */
export interface Sight {
  /** From where it begins to where it has failed. */
  readonly reads: number
  /** Behind the value. */
  readonly beyond: number
  /** From the first letter to the first digit. */
  readonly prefix: number
}

/** Starts and ends of what a search of `input.slice(from, to)` finds, as offsets into the input. */
export type Candidates = (input: string, bytes: Uint8Array, from: number, to: number) => readonly number[]

/** Patterns look back at two characters at most. */
const BACK = 2
/** What lies between two windows is looked at, too, unless they are further apart. */
const APART = 128

/** Quick when it is asked of one text from its beginning to its end. */
export function createCandidates(value: RegExp, { reads, beyond, prefix }: Sight): Candidates {
  const pattern = new RegExp(value.source, value.flags.replace('g', 'y'))
  let known = ''
  /** What has been looked at, and the places where a value begins. */
  let first = 0
  let seen = 0
  let starts: number[] = []
  let ends: number[] = []

  /** Where the value that begins at a place of the text ends, and 0 when there is none. */
  function endOf(text: string, at: number): number {
    pattern.lastIndex = at
    return pattern.test(text) ? pattern.lastIndex : 0
  }

  function mayBegin(bytes: Uint8Array, at: number): boolean {
    const code = codes[bytes[at] ?? 0] ?? 0
    if (code === 0) return false
    for (let i = at; i <= at + prefix; i++) if (codes[bytes[i] ?? 0] === DIGIT) return true
    return false
  }

  const isInside = (bytes: Uint8Array, at: number): boolean => (codes[bytes[at - 1] ?? 0] ?? 0) > 0

  function look(text: string, bytes: Uint8Array, from: number, to: number): [number[], number[]] {
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

  function see(text: string, bytes: Uint8Array, from: number, to: number): void {
    if (text !== known || from > seen + APART || to < first - APART) {
      known = text
      first = seen = from
      starts = []
      ends = []
    }
    if (from < first) {
      const [before, until] = look(text, bytes, from, first)
      starts = before.concat(starts)
      ends = until.concat(ends)
      first = from
    }
    if (to > seen) {
      const [more, until] = look(text, bytes, seen, to)
      for (let i = 0; i < more.length; i++) {
        starts.push(more[i] ?? 0)
        ends.push(until[i] ?? 0)
      }
      seen = to
    }
  }

  /** The number of the first that begins at a place or behind it. */
  function numberAt(at: number): number {
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
    /** One place of the window as nobody else sees it. */
    const step = (): void => {
      const end = (at > from && isInside(bytes, at)) || !mayBegin(bytes, at) ? 0 : endOf(part, at - from)
      if (end > 0) found.push(at, from + end)
      at = end > 0 ? from + end : at + 1
    }
    while (at < to && at < from + BACK) step()
    const far = to - reads
    if (at < far) {
      see(input, bytes, from + BACK, far)
      let i = numberAt(at)
      while (at < far) {
        const start = starts[i] ?? far
        const end = ends[i++] ?? 0
        if (start < at) continue
        at = Math.min(start, far)
        if (start >= far || end + beyond > to) break
        found.push(start, end)
        at = end
      }
    }
    while (at < to) step()
    return found
  }
}
