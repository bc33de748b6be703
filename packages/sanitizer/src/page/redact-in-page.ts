/**
 * The table as a page runs it: one lane after the other, each on what those before it left of the text. What stands for a value
 * is meanwhile a hole, one character that no value reaches across. Tells no offsets, which makes it a third of `find.ts`.
 * Only where the text as it stands shows no value its decoded form is searched, and leaves if it holds one: `redactAndCut` asks
 * again as long as anything is found.
 */

import type { Redact } from '../core/redact-and-cut.js'
import { type NamedLane, whole } from '../rules/rule.js'

/** No value is without one of these, and most labels are. */
const SIEVE = /[^\w\s.,/!()';*#$+-]|\d\D*\d|---|\b\w{16}| at /

/** A value may go on behind what is encoded: rather too much of a word than half a value. */
const TAIL = /(?:(?:%|\\[ux]|&#|[^\P{C}\t\n\r])\w*;?)*/uy

/**
 * What has the shape of a placeholder is one, an application's as well: a name, in which no value has room. Private use, which nobody
 * writes, is a hole from the beginning. There is one for each different: what is read of a text (`redact-and-cut.ts`) has less.
 */
const KEPT = /\[[a-z_]{1,30}\d{0,2}]|[\ue000-\uf8ff]+/g
const HOLE = /[\ue000-\uf8ff]/g
const FIRST_HOLE = 0xe000

/** Soft hyphens, joiners, marks of direction, control characters. */
const INVISIBLE = /(?![\t\n\r\ue000-\uf8ff])\p{C}/gu

/** `%2540` is `%40` once more encoded. No control characters: they are part of no value. Entities by number: names are the collector's. */
const ENCODED = /(?:%(?:25){0,3}|\\u00|\\x|&#x0{0,4})([2-7][\da-f]);?|&#0{0,4}(\d{2,3});/gi

/** Blocks of digits begin at …0, between Devanagari and Sinhala and for Limbu at …6. */
const SIXES = /[\u0966-\u0def\u1946-\u194f]/

/** What asks ICU costs more than all rules together: only for what needs it. */
const decode = (text: string): string =>
  /[^\t\n\r -~\ue000-\uf8ff]|[%\\&]/.test(text)
    ? text
        .normalize('NFKC')
        .replace(INVISIBLE, '')
        .replace(/[\u2018-\u201f]/g, "'")
        .replace(/[\p{Pd}\u2212]/gu, '-')
        .replace(/\u3002/g, '.')
        .replace(/[^\P{Nd}\d]/gu, (digit) => `${(digit.charCodeAt(0) - (SIXES.test(digit) ? 6 : 0)) & 15}`)
        .replace(ENCODED, (_, hex, decimal) => String.fromCharCode(decimal ?? `0x${hex}`))
    : text

export function createRedactInPage(lanes: readonly NamedLane[], own: readonly NamedLane[]): Redact {
  const all = [...lanes, ...own]
  return (text, count) => {
    if (!own[0] && !SIEVE.test(text)) return text
    const kept: Record<string, string> = {}
    const holes: Record<string, string> = {}
    let next = FIRST_HOLE
    const hole = (placeholder: string): string => {
      holes[placeholder] ??= String.fromCharCode(next++)
      kept[holes[placeholder]] = placeholder
      return holes[placeholder]
    }
    const search = (view: string): string =>
      all.reduce((left, { rule, placeholder, pattern, accept = whole, pass }) => {
        let out = ''
        let from = 0
        pattern.lastIndex = 0
        for (let match = pattern.exec(left); match; match = pattern.exec(left)) {
          const spans = accept(match)
          for (const [start, end] of spans) {
            count(rule)
            out += left.slice(from, start) + hole(placeholder)
            TAIL.lastIndex = end
            TAIL.test(left)
            from = pattern.lastIndex = TAIL.lastIndex
          }
          if (!spans.length && !(pass && match[0])) pattern.lastIndex = match.index + 2
        }
        return out + left.slice(from)
      }, view)
    let view = text.replace(KEPT, hole)
    let left = search(view)
    if (left === view) {
      view = decode(view)
      if (view === left) return text
      left = search(view)
      if (left === view) return text
    }
    return left.replace(HOLE, (character) => kept[character] as string)
  }
}
