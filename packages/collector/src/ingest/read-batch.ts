/**
 * Splits a body into its events. The fast path reads an event where it stands in the text; the others are parsed. A JSON
 * body that is not written as the SDKs write it is parsed as a whole, which also finds out what is wrong with it.
 */
import type { UnchangedEvent } from './fast-path/event-reader.js'
import type { Source } from './fast-path/source.js'
import { BATCH_EVENTS } from './limits.js'
import { checkCount, type Format, parseBatch, parseLine, sourceOf } from './parse.js'

/** Holds an event for the slow path; undefined when its line was not JSON. */
interface ParsedEvent {
  readonly parsed: unknown
}

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

const START = /^\{(?:"sent_at":"([\w.:+-]{0,40})",)?"events":\[/
const END = ']}'

const QUOTE = '"'.charCodeAt(0)
const BACKSLASH = '\\'.charCodeAt(0)
const OPEN = '{'.charCodeAt(0)
const CLOSE = '}'.charCodeAt(0)
const COMMA = ','.charCodeAt(0)
const LINE_FEED = '\n'.charCodeAt(0)

/** Returns the index after the brace that closes the object at `at`, or 0. The text in between need not be JSON. */
const endOfObject = (codes: Source['codes'], at: number): number => {
  let depth = 0
  let isInString = false
  for (let i = at; i < codes.length; i++) {
    const code = codes[i]
    if (isInString) {
      if (code === BACKSLASH) i++
      else if (code === QUOTE) isInString = false
    } else if (code === QUOTE) isInString = true
    else if (code === OPEN) depth++
    else if (code === CLOSE && --depth === 0) return i + 1
  }
  return 0
}

const parseObjectAt = ({ text, codes }: Source, at: number): { item: BatchItem; end: number } | undefined => {
  const end = codes[at] === OPEN ? endOfObject(codes, at) : 0
  if (end === 0) return undefined
  try {
    return { item: { parsed: JSON.parse(text.slice(at, end)) }, end }
  } catch {
    return undefined
  }
}

/** @returns undefined when the text is not exactly a list of objects between `START` and `END` */
const readJson = (source: Source, begin: BeginBatch): BatchItem[] | undefined => {
  const { text, codes } = source
  const start = START.exec(text)
  if (start === null) return undefined
  const readUnchanged = begin(start[1])
  let at = start[0].length
  const items: BatchItem[] = []
  for (;;) {
    const unchanged = readUnchanged(source, at)
    const next = unchanged === undefined ? parseObjectAt(source, at) : { item: unchanged, end: unchanged.end }
    if (next === undefined) return undefined
    items.push(next.item)
    at = next.end
    if (codes[at] !== COMMA) break
    if (items.length > BATCH_EVENTS) return items
    at++
  }
  return text.length === at + END.length && text.endsWith(END) ? items : undefined
}

/** Skips lines of white space. */
const readLines = (source: Source, readUnchanged: ReadUnchanged): BatchItem[] => {
  const { text, codes } = source
  const items: BatchItem[] = []
  let at = 0
  while (at < text.length && items.length <= BATCH_EVENTS) {
    const unchanged = readUnchanged(source, at)
    if (unchanged !== undefined && (codes[unchanged.end] ?? LINE_FEED) === LINE_FEED) {
      items.push(unchanged)
      at = unchanged.end + 1
      continue
    }
    const lineFeed = text.indexOf('\n', at)
    const end = lineFeed === -1 ? text.length : lineFeed
    const line = text.slice(at, end)
    if (line.trim() !== '') items.push({ parsed: parseLine(line) })
    at = end + 1
  }
  return items
}

/** @throws Problem `malformed_body` or `body_too_large`. */
export const readBatch = (body: Buffer, format: Format, begin: BeginBatch): readonly BatchItem[] => {
  const source = sourceOf(body)
  const items = format === 'ndjson' ? readLines(source, begin(undefined)) : readJson(source, begin)
  if (items !== undefined) return checkCount(items)
  const { events, sentAt } = parseBatch(source.text)
  begin(sentAt)
  return checkCount(events).map((parsed) => ({ parsed }))
}
