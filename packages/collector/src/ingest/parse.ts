/** Turns bytes into text and JSON values. Validation judges later what is an event. */
import { isAscii, isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { StringDecoder } from 'node:string_decoder'
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

/** Bytes that are decoded in one piece. A mebibyte beyond ASCII takes some two milliseconds. */
const PIECE_BYTES = 1024 * 1024

const startsWithMark = (body: Buffer): boolean => body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf

/**
 * Decodes a body to its text and the UTF-16 units from which the fast path reads. It yields between pieces of a body
 * beyond ASCII, so that the caller may pause.
 *
 * @throws Problem `malformed_body`.
 */
export function* decodeBody(body: Buffer): Generator<void, Source> {
  if (body.length === 0) throw malformed('The body is empty.')
  if (isAscii(body)) {
    return { text: body.toString('latin1'), codes: new Uint8Array(body.buffer, body.byteOffset, body.length) }
  }
  if (!isUtf8(body)) throw malformed('Not UTF-8.')
  const decoder = new StringDecoder('utf8')
  // No character has more units than bytes.
  const codes = new Uint16Array(body.length)
  let text = ''
  // JSON has no byte order mark.
  for (let at = startsWithMark(body) ? 3 : 0; at < body.length; at += PIECE_BYTES) {
    const piece = decoder.write(body.subarray(at, at + PIECE_BYTES))
    Buffer.from(codes.buffer, text.length * codes.BYTES_PER_ELEMENT).write(piece, 'utf16le')
    text += piece
    yield
  }
  return { text, codes: codes.subarray(0, text.length) }
}

/** Decodes a body in one go. @throws Problem `malformed_body`. */
export const sourceOf = (body: Buffer): Source => {
  const decoding = decodeBody(body)
  for (;;) {
    const step = decoding.next()
    if (step.done === true) return step.value
  }
}

/** Returns whether all strings in the JSON are ASCII: no other character stands in it, and no escape can make one. */
export const hasOnlyAscii = (body: Buffer): boolean => isAscii(body) && !body.includes('\\u')

/** @throws Problem `body_too_large` for more events than a batch may have. */
export const checkCount = (events: number): void => {
  if (events > BATCH_EVENTS)
    throw new Problem('body_too_large', { detail: `At most ${BATCH_EVENTS} events.` })
}
