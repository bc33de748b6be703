/** Rules over one text, once: prefilter → pattern → validator, on the text and on its decoded form. */
import { bytesOf } from '../core/bytes.js'
import type { Redact } from '../core/redact-and-cut.js'
import type { Finding } from '../core/types.js'
import { type NamedLane, NEAR, pieces, type Rule, type Spans, whole } from '../rules/rule.js'
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
  readonly lanes: readonly NamedLane[]
}

/** Where a text differs from one that was searched before: only around these places can lanes of a limited reach find something new. */
export interface Changes {
  readonly lanes: readonly NamedLane[]
  /** Start and end of each, in order. */
  readonly places: readonly number[]
}

/** Undefined when there is nothing, which is the usual case. */
export type Find = (text: string, changes?: Changes) => Searched | undefined

/** Flat: the loop over them runs for every string. */
export const lanesOf = (rules: readonly Rule[]): readonly NamedLane[] =>
  rules.flatMap(({ id, placeholder, lanes }) => lanes.map((lane) => ({ rule: id, placeholder, ...lane })))

/** The prefilter: which lanes could match in a text at all. */
export type Choose = (view: string, bytes: Uint8Array) => readonly NamedLane[]

/** Lanes of an application run first, so that of two findings of one length its own names it. */
export const createFind = (choose: Choose, own: readonly NamedLane[] = []): Find => {
  const placeholders = own.length > 0 ? new Set(own.map(({ placeholder }) => placeholder)) : undefined
  return (text, changes) => {
    const all: Found[] = []
    const search = (view: string, raw?: string, origin?: ArrayLike<number>): readonly NamedLane[] => {
      /** Values that begin at `from` or behind it and before `to`, in a part of the view that begins at `offset`. */
      const run = (
        lane: NamedLane,
        part: string,
        offset: number,
        from: number,
        to: number,
        bytes?: Uint8Array,
      ) => {
        const { rule, placeholder, pattern, accept = whole, pass } = lane
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
      /** Only around what has changed, as far as the lane sees; of a part that is as long again on either side, for what it sees from there. */
      const runAround = (lane: NamedLane, reach: number, places: readonly number[], bytes: Uint8Array) => {
        let searched = 0
        for (let i = 0; i < places.length; i += 2) {
          const from = Math.max(searched, (places[i] ?? 0) - reach)
          const to = Math.min(view.length, (places[i + 1] ?? 0) + reach)
          searched = Math.max(searched, to)
          if (from >= to) continue
          // What goes on behind its reach is read to its end.
          const [start, end] = reach > NEAR ? [0, view.length] : [Math.max(0, from - reach), to + reach]
          run(lane, view.slice(start, end), start, from, to, bytes.subarray(start, end))
        }
      }
      for (const lane of own) run(lane, view, 0, 0, view.length)
      // Now, as a rule of an application may have called for another text meanwhile.
      const bytes = bytesOf(view, raw)
      const lanes = choose(view, bytes)
      for (const lane of lanes)
        if (lane.reach && changes && !origin && changes.lanes.includes(lane))
          runAround(lane, lane.reach, changes.places, bytes)
        else run(lane, view, 0, 0, view.length, bytes)
      return lanes
    }
    const plain = plainForm(text)
    const view = withHoles(plain, placeholders)
    const lanes = search(view, plain)
    const decoded = decodedView(view)
    if (decoded) search(decoded.text, undefined, decoded.origin)
    return all[0] && { found: merge(all), lanes }
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
export function changesOf({ found, lanes }: Searched): Changes | undefined {
  if (found.length > FEW) return undefined
  const places: number[] = []
  let shift = 0
  for (const { start, end, placeholder } of found) {
    places.push(start + shift)
    shift += placeholder.length - (end - start)
    places.push(end + shift)
  }
  return { lanes, places }
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
