/**
 * Runs the rules over one text once: prefilter → pattern → validator, on the normalized text and on its
 * decoded form.
 */
import { bytesOf } from '../core/bytes.js'
import type { Redact } from '../core/redact-and-cut.js'
import type { Finding } from '../core/types.js'
import { type NamedDetector, NEAR, pieces, type Rule, type Spans, whole } from '../rules/rule.js'
import { decodeEscapes, markPlaceholders, normalize } from './normalize.js'

export interface FoundValue extends Finding {
  readonly placeholder: string
  start: number
  end: number
}

/** The result of a search that found something. */
export interface SearchResult {
  /** Holds at least one finding. They are sorted and disjoint. */
  readonly found: readonly FoundValue[]
  /** Holds the detectors that searched the text as it stands, not decoded. */
  readonly detectors: readonly NamedDetector[]
}

/**
 * The places where a text differs from one that was searched before. Detectors of limited reach find new
 * values only around them.
 */
export interface ChangedPlaces {
  readonly detectors: readonly NamedDetector[]
  /** Holds start and end of each place, in order. */
  readonly places: readonly number[]
}

/** Returns undefined when there is nothing, which is the usual case. */
export type Find = (text: string, changes?: ChangedPlaces) => SearchResult | undefined

/** Returns the detectors in one flat list, because the loop over them runs for every string. */
export const detectorsOf = (rules: readonly Rule[]): readonly NamedDetector[] =>
  rules.flatMap(({ id, placeholder, detectors }) =>
    detectors.map((detector) => ({ rule: id, placeholder, ...detector })),
  )

/** Returns the detectors that could match in a text at all. */
export type Prefilter = (normalized: string, bytes: Uint8Array) => readonly NamedDetector[]

/** What is searched, and what was found in it. */
interface Search {
  readonly normalized: string
  /** Holds the offset in the text for each offset in `normalized`, where they differ. */
  readonly origin: ArrayLike<number> | undefined
  readonly found: FoundValue[]
}

/** Detectors of the application run first, so that they name the finding when two have the same length. */
export const createFind = (prefilter: Prefilter, own: readonly NamedDetector[] = []): Find => {
  const placeholders = own.length > 0 ? new Set(own.map(({ placeholder }) => placeholder)) : undefined

  const runAll = (
    search: Search,
    raw: string | undefined,
    changes: ChangedPlaces | undefined,
  ): readonly NamedDetector[] => {
    const { normalized } = search
    const { length } = normalized
    for (const detector of own) run(search, detector, normalized, 0, 0, length)
    // A custom rule may have searched another text meanwhile, so the bytes are made only here.
    const bytes = bytesOf(normalized, raw)
    const detectors = prefilter(normalized, bytes)
    for (const detector of detectors)
      if (detector.reach && changes?.detectors.includes(detector))
        runAroundChanges(search, detector, detector.reach, changes.places, bytes)
      else run(search, detector, normalized, 0, 0, length, bytes)
    return detectors
  }

  return (text, changes) => {
    const found: FoundValue[] = []
    const characters = normalize(text)
    const normalized = markPlaceholders(characters, placeholders)
    const detectors = runAll({ normalized, origin: undefined, found }, characters, changes)
    const decoded = decodeEscapes(normalized)
    if (decoded) runAll({ normalized: decoded.text, origin: decoded.origin, found }, undefined, undefined)
    return found[0] && { found: merge(found), detectors }
  }
}

/** Finds values that begin in `from` to `to`, in a part of the text that begins at `offset`. */
function run(
  { normalized, origin, found }: Search,
  { rule, placeholder, pattern, accept = whole, skipsRefused }: NamedDetector,
  part: string,
  offset: number,
  from: number,
  to: number,
  bytes?: Uint8Array,
): void {
  pattern.lastIndex = from - offset
  for (let match = pattern.exec(part); match !== null; match = pattern.exec(part)) {
    if (match.index + offset >= to) break
    const spans = bytes ? accept(match, bytes) : withoutMarkers(accept(match), normalized)
    for (const [start, end] of spans) {
      // A value that is shorter than the match may be followed by the next one.
      if (end > pattern.lastIndex || start === match.index) pattern.lastIndex = end
      const [first, last] = [start + offset, end + offset]
      found.push({ rule, placeholder, start: origin?.[first] ?? first, end: origin?.[last] ?? last })
    }
    // A match that is no value may still hold one (`2024 4111 1111 …`). An empty match could be inside
    // a surrogate pair, where a search with the flag `u` would go back to the start of the pair
    // forever.
    if (!spans.length && !(skipsRefused && match[0])) pattern.lastIndex = match.index + (match[0] ? 1 : 2)
  }
}

/**
 * Searches only around the changes, within the reach of the detector, in a part that is longer by its
 * reach on either side.
 */
function runAroundChanges(
  search: Search,
  detector: NamedDetector,
  reach: number,
  places: readonly number[],
  bytes: Uint8Array,
): void {
  const { normalized } = search
  let searched = 0
  for (let i = 0; i < places.length; i += 2) {
    const from = Math.max(searched, (places[i] ?? 0) - reach)
    const to = Math.min(normalized.length, (places[i + 1] ?? 0) + reach)
    searched = Math.max(searched, to)
    if (from >= to) continue
    // A value may be longer than the reach.
    const [start, end] = reach > NEAR ? [0, normalized.length] : [Math.max(0, from - reach), to + reach]
    run(search, detector, normalized.slice(start, end), start, from, to, bytes.subarray(start, end))
  }
}

/** A custom rule may match anything, but a placeholder stays as it is. */
const withoutMarkers = (spans: Spans, normalized: string): Spans =>
  spans.flatMap(([start, end]) => pieces(normalized.slice(start, end), start, /[^\ue000]+/g, () => true))

/**
 * Merges findings that overlap into one over all that they cover. It is named for the first; of two that
 * begin together for the longer, and then for the rule that is first in the table.
 *
 * @param found is changed in place
 */
export function merge(found: FoundValue[]): readonly FoundValue[] {
  if (!inOrder(found)) found.sort(inText)
  let last: FoundValue | undefined
  let kept = 0
  for (const next of found) {
    if (last && next.start < last.end) last.end = Math.max(last.end, next.end)
    else found[kept++] = last = next
  }
  found.length = kept
  return found
}

const inText = (a: FoundValue, b: FoundValue): number => a.start - b.start || b.end - a.end

function inOrder(found: readonly FoundValue[]): boolean {
  for (let i = 1; i < found.length; i++) {
    const [a, b] = [found[i - 1], found[i]]
    if (a && b && inText(a, b) > 0) return false
  }
  return true
}

export function replace(text: string, found: readonly FoundValue[]): string {
  let out = ''
  let from = 0
  for (const { start, end, placeholder } of found) {
    out += text.slice(from, start) + placeholder
    from = end
  }
  return out + text.slice(from)
}

/** With more findings, most of the text is around one of them. */
const MAX_PLACES = 16

/** Returns the places where the text that `replace` writes differs from its input. */
export function changesOf({ found, detectors }: SearchResult): ChangedPlaces | undefined {
  if (found.length > MAX_PLACES) return undefined
  const places: number[] = []
  let shift = 0
  for (const { start, end, placeholder } of found) {
    places.push(start + shift)
    shift += placeholder.length - (end - start)
    places.push(end + shift)
  }
  return { detectors, places }
}

/**
 * Redacts without offsets. Its caller passes the result in again until nothing changes; then only the changes
 * are searched.
 *
 * @param remembers whether the last result is remembered, so that a value which the fast path refused is not searched
 * again by the slow path. A custom rule's result may depend on more than the text.
 */
export function createRedact(find: Find, remembers = false): Redact {
  let read = ''
  let written = ''
  /** Is the last text that was written and in which nothing more was found. */
  let settled: string | undefined
  let changes: ChangedPlaces | undefined
  let found: readonly FoundValue[] = []
  return (text, count) => {
    if (remembers && text === settled) return text
    if (!remembers || text !== read || found.length === 0) {
      const searched = find(text, text === written ? changes : undefined)
      if (!searched) {
        if (text === written) settled = text
        return text
      }
      read = text
      settled = undefined
      found = searched.found
      written = replace(text, found)
      changes = changesOf(searched)
    }
    for (const { rule } of found) count(rule)
    return written
  }
}
