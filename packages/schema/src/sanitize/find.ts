/** Rules over one text, once: prefilter → pattern → validator, on the text and on its decoded form. */
import { bytesOf } from './bytes.js'
import type { Redact } from './redact-and-cut.js'
import { type NamedLane, pieces, type Rule, type Spans, whole } from './rules/rule.js'
import type { Finding } from './types.js'
import { decodedView, plainForm, withHoles } from './view.js'

export interface Found extends Finding {
  readonly placeholder: string
  start: number
  end: number
}

/** Sorted and disjoint; undefined when there is nothing, which is the usual case. */
export type Find = (text: string) => readonly Found[] | undefined

/** Flat: the loop over them runs for every string. */
export const lanesOf = (rules: readonly Rule[]): readonly NamedLane[] =>
  rules.flatMap(({ id, placeholder, lanes }) => lanes.map((lane) => ({ rule: id, placeholder, ...lane })))

/** The prefilter: which lanes could match in a text at all. */
export type Choose = (view: string, bytes: Uint8Array) => readonly NamedLane[]

/** Lanes of an application run first, so that of two findings of one length its own names it. */
export const createFind = (choose: Choose, own: readonly NamedLane[] = []): Find => {
  const placeholders = own.length > 0 ? new Set(own.map(({ placeholder }) => placeholder)) : undefined
  return (text) => {
    const all: Found[] = []
    const search = (view: string, raw?: string, origin?: ArrayLike<number>): void => {
      const run = (lane: NamedLane, bytes?: Uint8Array): void => {
        const { rule, placeholder, pattern, accept = whole, pass } = lane
        pattern.lastIndex = 0
        for (let match = pattern.exec(view); match !== null; match = pattern.exec(view)) {
          const spans = bytes ? accept(match, bytes) : withoutHoles(accept(match), view)
          for (const [start, end] of spans) {
            // What stands behind a value that is shorter than what was matched may be the next.
            if (end > pattern.lastIndex || start === match.index) pattern.lastIndex = end
            all.push({ rule, placeholder, start: origin?.[start] ?? start, end: origin?.[end] ?? end })
          }
          // What is no value as a whole may still hold one (`2024 4111 1111 …`).
          // An empty match could be inside a pair, where a search with the flag `u` goes back to its start, for ever.
          if (!spans.length && !(pass && match[0])) pattern.lastIndex = match.index + (match[0] ? 1 : 2)
        }
      }
      for (const lane of own) run(lane)
      // Now, as a rule of an application may have called for another text meanwhile.
      const bytes = bytesOf(view, raw)
      for (const lane of choose(view, bytes)) run(lane, bytes)
    }
    const plain = plainForm(text)
    const view = withHoles(plain, placeholders)
    search(view, plain)
    const decoded = decodedView(view)
    if (decoded) search(decoded.text, undefined, decoded.origin)
    return all[0] && merge(all)
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

/** For who needs no offsets. */
export const createRedact =
  (find: Find): Redact =>
  (text, count) => {
    const found = find(text)
    if (!found) return text
    for (const { rule } of found) count(rule)
    return replace(text, found)
  }
