/** Rules over one text, once: prefilter → pattern → validator, on the text and on its decoded form. */
import { placeholders, rules } from './rules/index.js'
import type { Rule } from './rules/rule.js'
import { BRACKET, digitsOf, ENCODED, scan, signalsOf, WIDE } from './scan.js'
import type { Finding } from './types.js'
import { type Decoded, decodedView, plainView } from './view.js'

export interface Found extends Finding {
  readonly placeholder: string
}

/** Undefined when there is nothing, which is the usual case and allocates nothing. May overlap; in no order. */
export function find(text: string, disabled?: readonly string[]): Found[] | undefined {
  let scanned = scan(text)
  const signals = signalsOf(scanned)
  let view = text
  if ((signals & (WIDE | BRACKET)) !== 0) {
    view = plainView(text, placeholders, (signals & WIDE) !== 0, (signals & BRACKET) !== 0)
    if (view !== text) scanned = scan(view)
  }
  const found = search(view, scanned, disabled, undefined, undefined)
  if ((signals & (ENCODED | WIDE)) === 0) return found
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
  const signals = signalsOf(scanned)
  const digits = digitsOf(scanned)
  let all = found
  for (const rule of rules) {
    if (disabled?.includes(rule.id)) continue
    for (const lane of rule.lanes) {
      if (digits < lane.digits || (signals & lane.needs) !== lane.needs) continue
      if (lane.hint !== undefined && !lane.hint.test(view)) continue
      all = run(rule, lane, view, decoded, all)
    }
  }
  return all
}

function run(
  rule: Rule,
  lane: Rule['lanes'][number],
  view: string,
  decoded: Decoded | undefined,
  found: Found[] | undefined,
): Found[] | undefined {
  const { pattern, accept, rest } = lane
  let all = found
  pattern.lastIndex = 0
  for (let match = pattern.exec(view); match !== null; match = pattern.exec(view)) {
    const span =
      accept === undefined ? { start: match.index, end: match.index + match[0].length } : accept(match)
    if (span === undefined || span.end <= span.start) {
      // What is no value as a whole may still hold one (`2024 4111 1111 …`).
      pattern.lastIndex = match.index + 1
      continue
    }
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
  return all
}

/** Repetitions in patterns are bounded; a value is masked whole all the same. */
function endOf(rest: RegExp, view: string, end: number): number {
  rest.lastIndex = end
  return end + (rest.exec(view)?.[0].length ?? 0)
}
