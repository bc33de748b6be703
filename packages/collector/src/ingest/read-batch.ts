/**
 * Splits a body into its events, one at a time, so that the caller may pause. The fast path reads an event where it
 * stands in the text; any other is parsed by itself when it is small enough. A body is never parsed as a whole.
 */
import type { UnchangedEvent } from './fast-path/event-reader.js'
import { CLOSE_ARRAY, CLOSE_OBJECT, COMMA, OPEN_OBJECT } from './fast-path/json-codes.js'
import { skipSpace, skipValue } from './fast-path/skip-value.js'
import type { Source } from './fast-path/source.js'
import { findEvents } from './find-events.js'
import { type Format, malformed, malformedAt } from './parse.js'
import { type ParsedEvent, parseEvent } from './parse-event.js'

export type BatchItem = UnchangedEvent | ParsedEvent

/**
 * Begins to read the events of a batch.
 *
 * @param sentAt `sent_at` of the batch as it was sent; undefined where there is none, as in NDJSON
 */
export type BeginBatch = (sentAt: unknown) => ReadUnchanged

/** Reads an event by the fast path. Returns undefined for one that has to be parsed. */
export type ReadUnchanged = (source: Source, at: number) => UnchangedEvent | undefined

export const isUnchanged = (item: BatchItem): item is UnchangedEvent => 'json' in item

/** Reads the list of events that begins at `at`. Returns the offset behind it. */
export function* readList(
  source: Source,
  at: number,
  readUnchanged: ReadUnchanged,
): Generator<BatchItem, number> {
  const { codes } = source
  let here = skipSpace(codes, at + 1)
  if (codes[here] === CLOSE_ARRAY) return here + 1
  for (;;) {
    const unchanged = codes[here] === OPEN_OBJECT ? readUnchanged(source, here) : undefined
    if (unchanged !== undefined) {
      yield unchanged
      here = unchanged.end
    } else {
      const value = skipValue(codes, here)
      if (value === undefined) throw malformedAt(here)
      yield parseEvent(source, value)
      here = value.end
    }
    if (codes[here] !== COMMA) here = skipSpace(codes, here)
    if (codes[here] === CLOSE_ARRAY) return here + 1
    if (codes[here] !== COMMA) throw malformedAt(here)
    here = skipSpace(codes, here + 1)
  }
}

const START = /^\{(?:"sent_at":"([\w.:+-]{0,40})",)?"events":\[/

function* readJson(source: Source, begin: BeginBatch): Generator<BatchItem, void> {
  const { text, codes } = source
  const start = START.exec(text)
  // What an SDK writes ends with its list.
  if (start !== null && text.endsWith(']}')) {
    const list = start[0].length - 1
    const end = yield* readList(source, list, begin(start[1]))
    const isEnd = codes[end] === CLOSE_OBJECT && end + 1 === codes.length
    // Another member may be behind the list.
    if (!isEnd && findEvents(source).list !== list) throw malformedAt(end)
    return
  }
  const { list, sentAt } = findEvents(source)
  if (list === undefined) throw malformed('Not an object with a list "events".')
  yield* readList(source, list, begin(sentAt))
}

/** Reads one event of each line, and skips lines of white space. */
export function* readLines(source: Source, readUnchanged: ReadUnchanged): Generator<BatchItem, void> {
  const { text, codes } = source
  let at = skipSpace(codes, 0)
  while (at < codes.length) {
    const unchanged = readUnchanged(source, at)
    if (unchanged !== undefined && (codes[unchanged.end] ?? LINE_FEED) === LINE_FEED) {
      yield unchanged
      at = skipSpace(codes, unchanged.end)
      continue
    }
    const lineFeed = text.indexOf('\n', at)
    const end = lineFeed === -1 ? text.length : lineFeed
    yield parseLine(source, at, end)
    at = skipSpace(codes, end)
  }
}

const LINE_FEED = '\n'.charCodeAt(0)

const NO_JSON: ParsedEvent = { parsed: undefined, leftOut: 0 }

/**
 * A line that is not JSON becomes an event that validation rejects, so that it does not fail its neighbors. Lines
 * without an end are short and many where somebody makes them, and the parser's error costs more than they weigh.
 */
const parseLine = (source: Source, start: number, end: number): ParsedEvent => {
  const value = skipValue(source.codes.subarray(start, end), 0)
  if (value === undefined) return NO_JSON
  try {
    return parseEvent(source, { start, end, isTooLarge: value.isTooLarge })
  } catch {
    return NO_JSON
  }
}

/** The generator throws Problem `malformed_body` where it finds that the body is no batch. */
export const readBatch = (source: Source, format: Format, begin: BeginBatch): Generator<BatchItem, void> =>
  format === 'ndjson' ? readLines(source, begin(undefined)) : readJson(source, begin)
