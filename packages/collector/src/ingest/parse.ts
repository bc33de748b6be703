/** From bytes to events: one parse of the whole body. What an event is, is for validation to say. */
import { isAscii, isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import type { Source } from '@hushlog/schema/encode'
import { Problem } from '../http/problem.js'
import { BATCH_EVENTS } from './limits.js'

export type Format = 'json' | 'ndjson'

const formats = new Map<string, Format>([
  ['application/json', 'json'],
  ['text/plain', 'json'],
  ['application/x-ndjson', 'ndjson'],
])

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i
const CHARSETS = new Set(['utf-8', 'utf8', 'us-ascii'])

/** Before the body is read. @throws Problem `unsupported_type`. */
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

/** The parser's own words quote the body; of them only the position, which ends them, is kept. */
const POSITION = / at position (\d{1,9})(?: \(line \d+ column \d+\))?$/

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    const at = error instanceof Error ? POSITION.exec(error.message)?.[1] : undefined
    throw malformed(at === undefined ? 'Not JSON.' : `Not JSON at position ${at}.`)
  }
}

const asText = (body: Buffer): string => {
  if (body.length === 0) throw malformed('The body is empty.')
  if (isAscii(body)) return body.toString('latin1')
  if (!isUtf8(body)) throw malformed('Not UTF-8.')
  // A byte order mark is no part of JSON.
  return body.toString('utf8', body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0)
}

/** The text of a body and its units, for reading events where they stand. @throws Problem `malformed_body`. */
export const sourceOf = (body: Buffer): Source => {
  const text = asText(body)
  if (text.length === body.length) {
    return { text, codes: new Uint8Array(body.buffer, body.byteOffset, body.length) }
  }
  const codes = new Uint16Array(text.length)
  Buffer.from(codes.buffer).write(text, 'utf16le')
  return { text, codes }
}

/** No string that was parsed from it can have another character: an escape could. */
export const onlyAscii = (body: Buffer): boolean => isAscii(body) && !body.includes('\\u')

/** @throws Problem `body_too_large`. */
export const limited = <Item>(events: readonly Item[]): readonly Item[] => {
  if (events.length > BATCH_EVENTS) {
    throw new Problem('body_too_large', { detail: `At most ${BATCH_EVENTS} events.` })
  }
  return events
}

/** A line that is not JSON is an event that is not one: its neighbours are none the worse. */
const parseLine = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Any JSON value: for the open endpoint. */
export const parseBody = (body: Buffer): unknown => parseJson(asText(body))

/** @throws Problem `malformed_body` or `body_too_large`. */
export const parseEvents = (body: Buffer, format: Format): readonly unknown[] => {
  const text = asText(body)
  if (format === 'ndjson') {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    return limited(lines).map(parseLine)
  }
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || !('events' in value) || !Array.isArray(value.events)) {
    throw malformed('Not an object with a list "events".')
  }
  return limited(value.events)
}
