/**
 * Runs the rules of a page one after the other, each on what the rules before it left of the text. While they
 * run, one character stands in place of each placeholder, and no pattern matches across it. This engine
 * reports no offsets, so that it needs a third of the full engine's size. It searches the decoded form of a
 * text only when the text itself holds no value; `redactAndCut` calls it again as long as something is found.
 */

import type { Redact } from '../core/redact-and-cut.js'
import { type NamedDetector, whole } from '../rules/rule.js'

/** Every value contains one of these, and most labels contain none. */
const PREFILTER = /[^\w\s.,/!()';*#$+-]|\d\D*\d|---|\b\w{16}| at /

/**
 * Extends a value over encoded characters behind it: rather too much of a word is replaced than half a value.
 */
const ENCODED_TAIL = /(?:(?:%|\\[ux]|&#|[^\P{C}\t\n\r])\w*;?)*/uy

/** A page has the same title and path in many events: so many texts without a finding are not searched again. */
const MAX_CLEAN = 20

/** Private-use characters from here on stand for placeholders while the rules run. */
const FIRST_MARKER = 0xe000

/**
 * Decodes what could hide a value: compatibility forms, invisible characters, punctuation and digits of other
 * scripts, and encoded ASCII. A text of plain ASCII without escapes is returned as it is, because Unicode
 * tables cost more than all rules.
 */
const decode = (text: string): string =>
  /[^\t\n\r -~\ue000-\uf8ff]|[%\\&]/.test(text)
    ? text
        .normalize('NFKC')
        // Soft hyphens, joiners, marks of direction and control characters are invisible.
        .replace(/(?![\t\n\r\ue000-\uf8ff])\p{C}/gu, '')
        .replace(/[\u2018-\u201f]/g, "'")
        .replace(/[\p{Pd}\u2212]/gu, '-')
        .replace(/\u3002/g, '.')
        // Blocks of ten digits begin at …0, but from Devanagari to Malayalam and for Limbu at …6.
        .replace(
          /[^\P{Nd}\d]/gu,
          (digit) => `${(digit.charCodeAt(0) - (/[\u0966-\u0def\u1946-\u194f]/.test(digit) ? 6 : 0)) & 15}`,
        )
        // `%2540` is `%40` encoded again. No value contains control characters, and named entities are left
        // to the collector.
        .replace(
          /(?:%(?:25){0,3}|\\u00|\\x|&#x0{0,4})([2-7][\da-f]);?|&#0{0,4}(\d{2,3});/gi,
          (_, hex, decimal) => String.fromCharCode(decimal ?? `0x${hex}`),
        )
    : text

/**
 * @param detectors the rules of the page, in the order in which they run
 * @param own the rules of the application, which run last
 */
export function createRedactInPage(
  detectors: readonly NamedDetector[],
  own: readonly NamedDetector[],
): Redact {
  const all = [...detectors, ...own]
  const clean = new Set<string>()

  return (text, count) => {
    if (clean.has(text) || (!own[0] && !PREFILTER.test(text))) return text
    const placeholders: string[] = []

    /**
     * A text of 8,000 characters, the longest that is searched, has room for fewer placeholders than there
     * are characters.
     */
    const markerFor = (placeholder: string) =>
      String.fromCharCode(FIRST_MARKER - 1 + placeholders.push(placeholder))

    function search(view: string): string {
      let left = view
      for (const { rule, placeholder, pattern, accept = whole, skipsRefused } of all) {
        let out = ''
        let from = 0
        pattern.lastIndex = 0
        for (let match = pattern.exec(left); match; match = pattern.exec(left)) {
          const spans = accept(match)
          for (const [start, end] of spans) {
            count(rule)
            out += left.slice(from, start) + markerFor(placeholder)
            ENCODED_TAIL.lastIndex = end
            ENCODED_TAIL.test(left)
            from = pattern.lastIndex = ENCODED_TAIL.lastIndex
          }
          if (!spans.length && !(skipsRefused && match[0])) pattern.lastIndex = match.index + 2
        }
        left = out + left.slice(from)
      }
      return left
    }

    // Whatever has the shape of a placeholder stays, an application's own too, and so do private-use
    // characters.
    let view = text.replace(/\[[a-z_]{1,30}\d{0,2}]|[\ue000-\uf8ff]+/g, markerFor)
    let left = search(view)
    if (left === view) {
      view = decode(view)
      if (view !== left) left = search(view)
      if (left === view) {
        if (clean.size >= MAX_CLEAN) clean.clear()
        // An application may decide otherwise the next time.
        if (!own[0]) clean.add(text)
        return text
      }
    }
    return left.replace(
      /[\ue000-\uf8ff]/g,
      (marker) => placeholders[marker.charCodeAt(0) - FIRST_MARKER] as string,
    )
  }
}
