/**
 * Replaces what the rules find. Redacting again changes nothing, by construction: the rules run again on what
 * they wrote until they find nothing more, and a text that never settles is replaced as a whole.
 */

import type { CustomRule, Finding } from '../core/types.js'
import type { NamedDetector } from '../rules/rule.js'
import {
  type ChangedPlaces,
  changesOf,
  createFind,
  type Find,
  type FoundValue,
  merge,
  type Prefilter,
  replace,
} from './find.js'

export interface RedactOptions {
  /** Rules that do not run. Tests show with it that each rule is needed; it is not for production. */
  readonly disable?: readonly string[] | undefined
  /** The application adds these rules. One that cannot be used throws a `CustomRuleError`. */
  readonly rules?: readonly CustomRule[] | undefined
}

export interface Redacted {
  readonly text: string
  /** The findings are in order and do not overlap. Their offsets are into the input. */
  readonly findings: readonly Finding[]
}

const NOTHING: readonly Finding[] = Object.freeze([])

/** Adjoining values settle in two or three rounds. */
const MAX_ROUNDS = 2

export const createRedactText = (
  prefilter: Prefilter,
  toDetector: (rule: CustomRule) => NamedDetector,
): ((text: string, options?: RedactOptions) => Redacted) => {
  const plain = createFind(prefilter)
  const finds = new WeakMap<object, Find>()

  /** Rules are compiled once for each options object. */
  const findWith = (options: RedactOptions): Find => {
    const { disable = [], rules = [] } = options
    const chosen: Prefilter = (normalized, bytes) =>
      prefilter(normalized, bytes).filter(({ rule }) => !disable.includes(rule))
    const detectors = () => rules.map(toDetector)
    const find = finds.get(options) ?? createFind(disable.length > 0 ? chosen : prefilter, detectors())
    finds.set(options, find)
    return find
  }

  return (text, options) => redactBy(options ? findWith(options) : plain, text)
}

/** Searches again what it has written until nothing more is found. */
export function redactBy(find: Find, text: string): Redacted {
  let all: readonly FoundValue[] = []
  let redacted = text
  let changes: ChangedPlaces | undefined
  for (let round = 0; round <= MAX_ROUNDS; round++) {
    const more = find(redacted, changes)
    if (!more && round === 0) return { text, findings: NOTHING }
    if (!more) return { text: redacted, findings: all.map(({ rule, start, end }) => ({ rule, start, end })) }
    all = round === 0 ? more.found : merge(all.concat(inInput(more.found, all)))
    redacted = replace(text, all)
    changes = changesOf({ found: all, detectors: more.detectors })
  }
  return { text: '[removed]', findings: [{ rule: all[0]?.rule ?? '', start: 0, end: text.length }] }
}

/**
 * Moves findings in the text that `replace` wrote to offsets into its input. Both lists are in order, and no
 * rule takes a placeholder into a value.
 */
function inInput(more: readonly FoundValue[], before: readonly FoundValue[]): readonly FoundValue[] {
  let next = 0
  let shift = 0
  const toInput = (offset: number): number => {
    for (let f = before[next]; f !== undefined && offset + shift > f.start; f = before[++next])
      shift += f.end - f.start - f.placeholder.length
    return offset + shift
  }
  for (const f of more) {
    f.start = toInput(f.start)
    f.end = toInput(f.end)
  }
  return more
}
