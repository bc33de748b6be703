/** Rules over one text, once: prefilter → pattern → validator, on the text and on its decoded form. */
import { bytesOf } from '../core/bytes.js'
import type { Redact } from '../core/redact-and-cut.js'
import type { Finding } from '../core/types.js'
import { type NamedDetector, NEAR, pieces, type Rule, type Spans, whole } from '../rules/rule.js'
import { decodedView, plainForm, withHoles } from './view.js'

export interface Found extends Finding {
  readonly placeholder: string
  start: number
  end: number
}

/** What a search came to. */
export interface Searched {
  /** Sorted and disjoint, and at least one. */
  readonly found: readonly Found[]
  /** Those that looked at the text as it stands. */
  readonly detectors: readonly NamedDetector[]
}

/** Where a text differs from one that was searched before: only around these places can detectors of a limited reach find something new. */
export interface Changes {
  readonly detectors: readonly NamedDetector[]
  /** Start and end of each, in order. */
  readonly places: readonly number[]
}

/** Undefined when there is nothing, which is the usual case. */
export type Find = (text: string, changes?: Changes) => Searched | undefined

/** Flat: the loop over them runs for every string. */
export const detectorsOf = (rules: readonly Rule[]): readonly NamedDetector[] =>
  rules.flatMap(({ id, placeholder, detectors }) =>
    detectors.map((detector) => ({ rule: id, placeholder, ...detector })),
  )

/** The prefilter: which detectors could match in a text at all. */
export type Choose = (view: string, bytes: Uint8Array) => readonly NamedDetector[]

/** Detectors of an application run first, so that of two findings of one length its own names it. */
export const createFind = (choose: Choose, own: readonly NamedDetector[] = []): Find => {
  const placeholders = own.length > 0 ? new Set(own.map(({ placeholder }) => placeholder)) : undefined
  return (text, changes) => {
    const all: Found[] = []
    const search = (view: string, raw?: string, origin?: ArrayLike<number>): readonly NamedDetector[] => {
      /** Values that begin at `from` or behind it and before `to`, in a part of the view that begins at `offset`. */
      const run = (
        detector: NamedDetector,
        part: string,
        offset: number,
        from: number,
        to: number,
        bytes?: Uint8Array,
      ) => {
        const { rule, placeholder, pattern, accept = whole, pass } = detector
        pattern.lastIndex = from - offset
        for (let match = pattern.exec(part); match !== null; match = pattern.exec(part)) {
          if (match.index + offset >= to) break
          const spans = bytes ? accept(match, bytes) : withoutHoles(accept(match), view)
          for (const [start, end] of spans) {
            // What stands behind a value that is shorter than what was matched may be the next.
            if (end > pattern.lastIndex || start === match.index) pattern.lastIndex = end
            const [first, last] = [start + offset, end + offset]
            all.push({ rule, placeholder, start: origin?.[first] ?? first, end: origin?.[last] ?? last })
          }
          // What is no value as a whole may still hold one (`2024 4111 1111 …`).
          // An empty match could be inside a pair, where a search with the flag `u` goes back to its start, for ever.
          if (!spans.length && !(pass && match[0])) pattern.lastIndex = match.index + (match[0] ? 1 : 2)
        }
      }
      /** Only around what has changed, as far as the detector sees; of a part that is as long again on either side, for what it sees from there. */
      const runAround = (
        detector: NamedDetector,
        reach: number,
        places: readonly number[],
        bytes: Uint8Array,
      ) => {
        let searched = 0
        for (let i = 0; i < places.length; i += 2) {
          const from = Math.max(searched, (places[i] ?? 0) - reach)
          const to = Math.min(view.length, (places[i + 1] ?? 0) + reach)
          searched = Math.max(searched, to)
          if (from >= to) continue
          // What goes on behind its reach is read to its end.
          const [start, end] = reach > NEAR ? [0, view.length] : [Math.max(0, from - reach), to + reach]
          run(detector, view.slice(start, end), start, from, to, bytes.subarray(start, end))
        }
      }
      for (const detector of own) run(detector, view, 0, 0, view.length)
      // Now, as a rule of an application may have called for another text meanwhile.
      const bytes = bytesOf(view, raw)
      const detectors = choose(view, bytes)
      for (const detector of detectors)
        if (detector.reach && changes && !origin && changes.detectors.includes(detector))
          runAround(detector, detector.reach, changes.places, bytes)
        else run(detector, view, 0, 0, view.length, bytes)
      return detectors
    }
    const plain = plainForm(text)
    const view = withHoles(plain, placeholders)
    const detectors = search(view, plain)
    const decoded = decodedView(view)
    if (decoded) search(decoded.text, undefined, decoded.origin)
    return all[0] && { found: merge(all), detectors }
  }
}

/** A rule of an application may take in anything; a placeholder stays what it is. */
const withoutHoles = (spans: Spans, view: string): Spans =>
  spans.flatMap(([start, end]) => pieces(view.slice(start, end), start, /[^\ue000]+/g, () => true))

/** Overlaps become one finding over all they cover, named for the first; of two that begin together for the longer, then for the rule that stands first. In place: `found` is the caller's to give away. */
export function merge(found: Found[]): readonly Found[] {
  if (!inOrder(found)) found.sort(inText)
  let last: Found | undefined
  let kept = 0
  for (const next of found) {
    if (last && next.start < last.end) last.end = Math.max(last.end, next.end)
    else found[kept++] = last = next
  }
  found.length = kept
  return found
}

const inText = (a: Found, b: Found): number => a.start - b.start || b.end - a.end

function inOrder(found: readonly Found[]): boolean {
  for (let i = 1; i < found.length; i++) {
    const [a, b] = [found[i - 1], found[i]]
    if (a && b && inText(a, b) > 0) return false
  }
  return true
}

export function replace(text: string, found: readonly Found[]): string {
  let out = ''
  let from = 0
  for (const { start, end, placeholder } of found) {
    out += text.slice(from, start) + placeholder
    from = end
  }
  return out + text.slice(from)
}

/** Many values lie so near to each other that the whole text is around them. */
const FEW = 16

/** Where the text that `replace` writes differs from its input, as far as that was searched. */
export function changesOf({ found, detectors }: Searched): Changes | undefined {
  if (found.length > FEW) return undefined
  const places: number[] = []
  let shift = 0
  for (const { start, end, placeholder } of found) {
    places.push(start + shift)
    shift += placeholder.length - (end - start)
    places.push(end + shift)
  }
  return { detectors, places }
}

/** For who needs no offsets. Asked of what it has written, as its caller does until nothing changes, it looks around the changes. */
export function createRedact(find: Find): Redact {
  let written = ''
  let changes: Changes | undefined
  return (text, count) => {
    const searched = find(text, text === written ? changes : undefined)
    if (!searched) return text
    for (const { rule } of searched.found) count(rule)
    written = replace(text, searched.found)
    changes = changesOf(searched)
    return written
  }
}
