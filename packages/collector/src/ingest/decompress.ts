/**
 * Undoes `Content-Encoding`, never beyond `BODY_BYTES`. In this thread: a batch takes some ten microseconds,
 * less than the way to another thread and back, and the limit bounds the worst case.
 */
import type { IncomingMessage } from 'node:http'
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { Problem } from '../http/problem.js'
import { BODY_BYTES } from './limits.js'
import { tooLarge } from './read-body.js'

/** A whole batch in one piece: a quarter cheaper than Node's default of 16 KiB. */
const limit = { maxOutputLength: BODY_BYTES, chunkSize: 64 * 1024 }

/** RFC 9110 means the zlib format; some clients send the bare stream. */
const inflate = (body: Buffer): Buffer =>
  ((body[0] ?? 0) & 15) === 8 ? inflateSync(body, limit) : inflateRawSync(body, limit)

const decoders = new Map<string, (body: Buffer) => Buffer>([
  ['', (body) => body],
  ['identity', (body) => body],
  ['gzip', (body) => gunzipSync(body, limit)],
  ['x-gzip', (body) => gunzipSync(body, limit)],
  ['br', (body) => brotliDecompressSync(body, limit)],
  ['deflate', inflate],
])

export type Decompress = (body: Buffer) => Buffer

/** Before the body is read. @throws Problem `unsupported_encoding`. */
export const chooseDecompress = (request: IncomingMessage): Decompress => {
  const encoding = (request.headers['content-encoding'] ?? '').trim().toLowerCase()
  const decode = decoders.get(encoding)
  if (decode === undefined) {
    throw new Problem('unsupported_encoding', {
      detail: 'One of gzip, br, deflate, or none.',
      headers: { 'accept-encoding': 'gzip, br, deflate' },
    })
  }
  return (body) => {
    try {
      return decode(body)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
      throw new Problem('malformed_body', { detail: 'The body is not what Content-Encoding says.' })
    }
  }
}
