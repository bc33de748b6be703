/** Rules over one text, once: prefilter → pattern → validator, on the text and on its decoded form. */
import { type Lane, type Rule, whole } from './rules/rule.js'
import type { Finding } from './types.js'
import { decodedView, hole, plainView } from './view.js'

export interface Found extends Finding {
  readonly placeholder: string
}

/** Sorted and disjoint; undefined when there is nothing, which is the usual case. */
export type Find = (text: string, disabled?: readonly string[]) => readonly Found[] | undefined

/** Which lanes could match in a text at all, by their index in all lanes of all rules; undefined for all of them. */
export type Prefilter = (view: string) => readonly number[] | undefined

export interface NamedLane extends Lane {
  readonly rule: string
  readonly placeholder: string
}

/** With lanes of an application; they run first, so that of two findings of one length its own names it. */
export type ExtendedFind = (
  text: string,
  disabled?: readonly string[],
  own?: readonly NamedLane[],
  placeholders?: RegExp,
) => readonly Found[] | undefined

const NO_LANES: readonly NamedLane[] = []

export function createFind(rules: readonly Rule[], prefilter?: Prefilter): ExtendedFind {
  /** Flat: this loop runs for every string. */
  const lanes = rules.flatMap(({ id, placeholder, lanes }) =>
    lanes.map((lane): NamedLane => ({ rule: id, placeholder, ...lane })),
  )

  const every = lanes.map((_, i) => i)

  return (text, disabled, own = NO_LANES, placeholders) => {
    const all: Found[] = []
    const look = (lane: NamedLane | undefined, view: string, origin?: readonly number[]): void => {
      if (lane === undefined || lane.hint?.test(view) === false || disabled?.includes(lane.rule)) return
      const { rule, placeholder, pattern, accept = whole, pass } = lane
      pattern.lastIndex = 0
      for (let match = pattern.exec(view); match !== null; match = pattern.exec(view)) {
        const spans = accept(match)
        for (const [start, end] of spans) {
          if (end > pattern.lastIndex) pattern.lastIndex = end
          all.push({ rule, placeholder, start: origin?.[start] ?? start, end: origin?.[end] ?? end })
        }
        // What is no value as a whole may still hold one (`2024 4111 1111 …`).
        // Past a whole character: with the flag `u` a search from inside a pair goes back to its start, for ever.
        if (spans.length === 0 && !(pass && match[0]))
          pattern.lastIndex = match.index + ((view.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1)
      }
    }
    const search = (view: string, origin?: readonly number[]): void => {
      for (const lane of own) look(lane, view, origin)
      for (const i of prefilter?.(view) ?? every) look(lanes[i], view, origin)
    }
    const plain = plainView(text)
    const view = placeholders === undefined ? plain : plain.replace(placeholders, hole)
    search(view)
    const decoded = decodedView(view)
    if (decoded !== undefined) search(decoded.text, decoded.origin)
    return all.length === 0 ? undefined : merge(all)
  }
}

/** Overlaps become one finding over all they cover, named for the longer; of two as long the rule that stands first. */
export function merge(found: readonly Found[]): readonly Found[] {
  const out: Found[] = []
  for (const next of [...found].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = out.at(-1)
    if (last !== undefined && next.start < last.end) {
      out.pop()
      const longer = next.end - next.start > last.end - last.start ? next : last
      out.push({ ...longer, start: last.start, end: Math.max(last.end, next.end) })
    } else out.push(next)
  }
  return out
}

/** The text up to `stop`, or to the end of the finding that lies across it. */
export function replace(text: string, found: readonly Found[], stop = text.length): string {
  let out = ''
  let from = 0
  for (const { start, end, placeholder } of found) {
    if (start >= stop) break
    out += text.slice(from, start) + placeholder
    from = end
  }
  return out + text.slice(from, Math.max(from, stop))
}
