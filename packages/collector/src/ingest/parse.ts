/** Turns bytes into text and JSON values. Validation judges later what is an event. */
import { isAscii, isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { Problem } from '../http/problem.js'
import type { TextRange } from './fast-path/skip-value.js'
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

export const malformed = (detail: string): Problem => new Problem('malformed_body', { detail })

export const malformedAt = (offset: number): Problem => malformed(`Not JSON at position ${offset}.`)

/** The message of the parser quotes the body. Only the position at its end is repeated. */
const POSITION = / at position (\d{1,9})(?: \(line \d+ column \d+\))?$/

type Range = Pick<TextRange, 'start' | 'end'>

/** Parses a part of a text as JSON. @throws Problem `malformed_body`, with the position in the text. */
export const parseAt = ({ text }: Source, { start, end }: Range): unknown => {
  try {
    return JSON.parse(text.slice(start, end))
  } catch (error) {
    const at = error instanceof Error ? POSITION.exec(error.message)?.[1] : undefined
    throw at === undefined ? malformed('Not JSON.') : malformedAt(start + Number(at))
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

/** @throws Problem `body_too_large` for more events than a batch may have. */
export const checkCount = (events: number): void => {
  if (events > BATCH_EVENTS)
    throw new Problem('body_too_large', { detail: `At most ${BATCH_EVENTS} events.` })
}
