/**
 * Replaces what the rules find. Redacting again changes nothing, by construction: rules run again on what
 * they wrote until they find nothing more; text that never settles is replaced as a whole.
 */
import { type Found, find } from './find.js'
import type { Finding } from './types.js'

export interface RedactOptions {
  /** Rule ids that do not run: to show that each is needed, never in production. */
  readonly disable?: readonly string[]
}

export interface Redacted {
  readonly text: string
  /** In order, not overlapping; offsets into the input. */
  readonly findings: readonly Finding[]
}

const NOTHING: readonly Finding[] = Object.freeze([])

/** Values glued to each other settle in two or three rounds. */
const MAX_ROUNDS = 6

export function redactText(text: string, options?: RedactOptions): Redacted {
  const found = settle(text, options?.disable)
  if (found === undefined) return { text, findings: NOTHING }
  return {
    text: replace(text, found, text.length),
    findings: found.map(({ rule, start, end }) => ({ rule, start, end })),
  }
}

/** Sorted and disjoint, or undefined when there is nothing to replace. */
export function settle(text: string, disabled?: readonly string[]): Found[] | undefined {
  const first = find(text, disabled)
  if (first === undefined) return undefined
  let all = merge(first)
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const more = find(replace(text, all, text.length), disabled)
    if (more === undefined) return all
    const current = all
    all = merge([...current, ...more.map((f) => ({ ...f, ...toInput(f, current) }))])
  }
  return [{ rule: all[0]?.rule ?? '', placeholder: '[removed]', start: 0, end: text.length }]
}

/** Overlaps become one finding over all they cover, named for the longest; of two as long the rule that stands first. */
function merge(found: readonly Found[]): Found[] {
  const sorted = [...found].sort((a, b) => a.start - b.start || b.end - a.end)
  const out: Found[] = []
  let longest = 0
  for (const next of sorted) {
    const last = out.at(-1)
    if (last === undefined || next.start >= last.end) {
      out.push(next)
      longest = next.end - next.start
      continue
    }
    const wins = next.end - next.start > longest
    const { rule, placeholder } = wins ? next : last
    if (wins) longest = next.end - next.start
    out[out.length - 1] = { rule, placeholder, start: last.start, end: Math.max(last.end, next.end) }
  }
  return out
}

/** The text up to `stop`, or to the end of the finding that lies across it. */
export function replace(text: string, found: readonly Found[], stop: number): string {
  let out = ''
  let from = 0
  for (const { start, end, placeholder } of found) {
    if (start >= stop) break
    out += text.slice(from, start) + placeholder
    from = end
  }
  return from < stop ? out + text.slice(from, stop) : out
}

/** From offsets in what `replace` wrote to offsets in the input; never into the middle of a finding. */
function toInput(
  span: { start: number; end: number },
  found: readonly Found[],
): { start: number; end: number } {
  let { start, end } = span
  let shift = 0
  let startShift = 0
  let endShift = 0
  let startAt: number | undefined
  let endAt: number | undefined
  for (const f of found) {
    const from = f.start - shift
    const to = from + f.placeholder.length
    if (start > from && start < to) startAt = f.start
    if (end > from && end < to) endAt = f.end
    shift += f.end - f.start - f.placeholder.length
    if (start >= to) startShift = shift
    if (end >= to) endShift = shift
  }
  start = startAt ?? start + startShift
  end = endAt ?? end + endShift
  return { start, end }
}
