/**
 * The table as a page runs it: one lane after the other, each on what those before it left, first on the text as it stands and
 * then on its decoded form. Tells no offsets, which makes it a third of `find.ts`. Where the decoded form holds a value that the
 * text as it stands does not show, the decoded form is what leaves.
 */

import { PLACEHOLDER } from './placeholders.js'
import type { Redact } from './redact-and-cut.js'
import { type NamedLane, whole } from './rules/rule.js'

/** Texts and placeholders in turn. No rule sees a placeholder, so that no value reaches across one. */
type Parts = readonly string[]

/** No value is without one of these, and most labels are. */
const SIEVE = /[^\w\s.,/!()';*#$+-]|\d\D*\d|---|\b\w{16}|\sat\s/

/** A value may go on behind what is encoded: rather too much of a word than half a value. */
const TAIL = /(?:(?:%|\\[ux]|&#|[^\P{C}\t\n\r])\w*;?)*/uy

/** Soft hyphens, joiners, marks of direction, control characters. */
const INVISIBLE = /[^\P{C}\t\n\r]/gu

/** `%2540` is `%40` once more encoded. No control characters: they are part of no value. Digits, quotes and dashes of other scripts. */
const FOREIGN =
  /(?:%(?:25){0,3}|\\u00|\\x|&#x0{0,4})([2-7][\da-f]);?|&#0{0,4}(\d{2,3});|(\p{Nd})|([\u2018-\u201f])|[\p{Pd}\u2212]|&commat;|&period;|\u3002/giu

type Group = string | undefined

function decoded(raw: string, hex: Group, decimal: Group, digit: Group, quote: Group): string {
  const c = raw.charCodeAt(0)
  if (hex || decimal) return String.fromCharCode(Number(hex ? `0x${hex}` : decimal))
  /** Blocks of digits begin at …0, between Devanagari and Sinhala and for Limbu at …6. */
  if (digit) return String((c - ((c > 0x965 && c < 0xdf0) || c >> 4 === 0x194 ? 6 : 0)) & 15)
  return quote ? "'" : raw[7] ? (raw > '&d' ? '.' : '@') : c === 0x3002 ? '.' : '-'
}

/** What asks ICU costs more than all rules together: only for what needs it. */
const decode = (text: string): string =>
  /[^\t\n\r -~]|[%\\&]/.test(text)
    ? text.normalize('NFKC').replace(INVISIBLE, '').replace(FOREIGN, decoded)
    : text

export function createRedactInPage(lanes: readonly NamedLane[], own: readonly NamedLane[]): Redact {
  const placeholders = new RegExp(
    `(${PLACEHOLDER}${own.map(({ placeholder }) => `|\\${placeholder}`).join('')})`,
  )
  const all = [...lanes, ...own]
  const isClean = (text: string) => !own[0] && !SIEVE.test(text)

  function search(text: string, count: (rule: string) => void): Parts {
    let parts = [text]
    for (const { rule, placeholder, pattern, accept = whole, pass } of all) {
      const out: string[] = []
      for (const [i, part] of parts.entries()) {
        let from = 0
        pattern.lastIndex = 0
        for (let match = i % 2 ? null : pattern.exec(part); match; match = pattern.exec(part)) {
          const spans = accept(match)
          for (const [start, end] of spans) {
            count(rule)
            out.push(part.slice(from, start), placeholder)
            TAIL.lastIndex = end
            TAIL.test(part)
            from = pattern.lastIndex = TAIL.lastIndex
          }
          if (!spans.length && !(pass && match[0])) pattern.lastIndex = match.index + (match[0] ? 1 : 2)
        }
        out.push(part.slice(from))
      }
      parts = out
    }
    return parts
  }

  return (text, count) => {
    if (isClean(text)) return text
    const run = (parts: Parts): Parts =>
      parts.flatMap((part, i) => (i % 2 || isClean(part) ? part : search(part, count)))
    const parts = run(text.split(placeholders))
    const plain = parts.map((part, i) => (i % 2 ? part : decode(part)))
    const left = parts.join('')
    if (plain.join('') === left) return left
    const more = run(plain)
    return more.length > plain.length ? more.join('') : left
  }
}
