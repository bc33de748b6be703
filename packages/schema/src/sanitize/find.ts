/** Rules over one text, once: prefilter → pattern → validator, on the text and on its decoded form. */
import { placeholders, rules } from './rules/index.js'
import { type Lane, type Rule, type Span, whole } from './rules/rule.js'
import { BRACKET, digitsIn, ENCODED, has, hasAny, scan, WIDE } from './scan.js'
import type { Finding } from './types.js'
import { type Decoded, decodedView, plainView } from './view.js'

/** Flat: this loop runs for every string. */
const lanes = rules.flatMap((rule) => rule.lanes.map((lane) => ({ rule, lane })))
const needs = Int32Array.from(lanes, ({ lane }) => lane.needs)
const needsDigits = Uint8Array.from(lanes, ({ lane }) => lane.digits)

export interface Found extends Finding {
  readonly placeholder: string
}

/** Undefined when there is nothing, which is the usual case and allocates nothing. May overlap; in no order. */
export function find(text: string, disabled?: readonly string[]): Found[] | undefined {
  let scanned = scan(text)
  const wide = hasAny(scanned, WIDE)
  const encoded = wide || hasAny(scanned, ENCODED)
  let view = text
  if (wide || hasAny(scanned, BRACKET)) {
    view = plainView(text, placeholders, wide, hasAny(scanned, BRACKET))
    if (view !== text) scanned = scan(view)
  }
  const found = search(view, scanned, disabled, undefined, undefined)
  if (!encoded) return found
  const decoded = decodedView(view)
  return decoded === undefined ? found : search(decoded.text, scan(decoded.text), disabled, decoded, found)
}

function search(
  view: string,
  scanned: number,
  disabled: readonly string[] | undefined,
  decoded: Decoded | undefined,
  found: Found[] | undefined,
): Found[] | undefined {
  const digits = digitsIn(scanned)
  let all = found
  for (let i = 0; i < needs.length; i++) {
    if (digits < (needsDigits[i] ?? 0) || !has(scanned, needs[i] ?? 0)) continue
    const candidate = lanes[i]
    if (candidate === undefined || disabled?.includes(candidate.rule.id)) continue
    const { rule, lane } = candidate
    if (lane.hint !== undefined && !lane.hint.test(view)) continue
    all = run(rule, lane, view, decoded, all)
  }
  return all
}

function run(
  rule: Rule,
  lane: Lane,
  view: string,
  decoded: Decoded | undefined,
  found: Found[] | undefined,
): Found[] | undefined {
  const { pattern, accept, rest, pass } = lane
  let all = found
  pattern.lastIndex = 0
  for (let match = pattern.exec(view); match !== null; match = pattern.exec(view)) {
    const spans = accept === undefined ? whole(match) : accept(match)
    if (spans === undefined) {
      // What is no value as a whole may still hold one (`2024 4111 1111 …`).
      if (!pass) pattern.lastIndex = match.index + 1
      continue
    }
    for (const span of Array.isArray(spans) ? (spans as readonly Span[]) : [spans as Span]) {
      const end = rest === undefined ? span.end : endOf(rest, view, span.end)
      if (end > pattern.lastIndex) pattern.lastIndex = end
      all ??= []
      all.push({
        rule: rule.id,
        placeholder: rule.placeholder,
        start: decoded?.origin[span.start] ?? span.start,
        end: decoded?.origin[end] ?? end,
      })
    }
  }
  return all
}

/** Repetitions in patterns are bounded; a value is masked whole all the same. */
function endOf(rest: RegExp, view: string, end: number): number {
  rest.lastIndex = end
  return end + (rest.exec(view)?.[0].length ?? 0)
}
