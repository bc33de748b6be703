/** Turns bytes into text and JSON values. Validation judges later what is an event. */
import { isAscii, isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { Problem } from '../http/problem.js'
import type { Source } from './fast-path/source.js'
import { BATCH_EVENTS } from './limits.js'

export type Format = 'json' | 'ndjson'

const formats = new Map<string, Format>([
  ['application/json', 'json'],
  ['text/plain', 'json'],
  ['application/x-ndjson', 'ndjson'],
])

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i
const CHARSETS = new Set(['utf-8', 'utf8', 'us-ascii'])

/** Reads headers only. @throws Problem `unsupported_type`. */
export const chooseFormat = (request: IncomingMessage): Format => {
  const type = request.headers['content-type'] ?? ''
  const format = formats.get((type.split(';', 1)[0] ?? '').trim().toLowerCase())
  const charset = CHARSET.exec(type)?.[1]
  if (format === undefined || (charset !== undefined && !CHARSETS.has(charset.toLowerCase()))) {
    throw new Problem('unsupported_type', {
      detail: `One of ${[...formats.keys()].join(', ')}, in UTF-8.`,
    })
  }
  return format
}

const malformed = (detail: string): Problem => new Problem('malformed_body', { detail })

/** The message of the parser quotes the body. Only the position at its end is repeated. */
const POSITION = / at position (\d{1,9})(?: \(line \d+ column \d+\))?$/

/** @throws Problem `malformed_body`. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    const at = error instanceof Error ? POSITION.exec(error.message)?.[1] : undefined
    throw malformed(at === undefined ? 'Not JSON.' : `Not JSON at position ${at}.`)
  }
}

/** @throws Problem `malformed_body`. */
const textOf = (body: Buffer): string => {
  if (body.length === 0) throw malformed('The body is empty.')
  if (isAscii(body)) return body.toString('latin1')
  if (!isUtf8(body)) throw malformed('Not UTF-8.')
  // JSON has no byte order mark.
  return body.toString('utf8', body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0)
}

/** Returns the text of a body with its UTF-16 units, from which the fast path reads. @throws Problem `malformed_body`. */
export const sourceOf = (body: Buffer): Source => {
  const text = textOf(body)
  if (text.length === body.length) {
    return { text, codes: new Uint8Array(body.buffer, body.byteOffset, body.length) }
  }
  const codes = new Uint16Array(text.length)
  Buffer.from(codes.buffer).write(text, 'utf16le')
  return { text, codes }
}

/** Returns whether all strings in the JSON are ASCII: no other character stands in it, and no escape can make one. */
export const hasOnlyAscii = (body: Buffer): boolean => isAscii(body) && !body.includes('\\u')

/** @throws Problem `body_too_large`. */
export const checkCount = <Item>(events: readonly Item[]): readonly Item[] => {
  if (events.length > BATCH_EVENTS) {
    throw new Problem('body_too_large', { detail: `At most ${BATCH_EVENTS} events.` })
  }
  return events
}

/** Parses any JSON value. @throws Problem `malformed_body`. */
export const parseBody = (body: Buffer): unknown => parseJson(textOf(body))

export interface ParsedBatch {
  readonly events: readonly unknown[]
  /** Holds `sent_at` as it was sent, whatever it is. */
  readonly sentAt: unknown
}

/** Parses a batch. @throws Problem `malformed_body`. */
export const parseBatch = (text: string): ParsedBatch => {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || !('events' in value) || !Array.isArray(value.events)) {
    throw malformed('Not an object with a list "events".')
  }
  return { events: value.events, sentAt: 'sent_at' in value ? value.sent_at : undefined }
}

/** A line that is not JSON becomes an event that validation rejects, so that it does not fail its neighbors. */
export const parseLine = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Skips lines of white space. @throws Problem `malformed_body` or `body_too_large`. */
export const parseLines = (body: Buffer): readonly unknown[] =>
  checkCount(
    textOf(body)
      .split('\n')
      .filter((line) => line.trim() !== ''),
  ).map(parseLine)
