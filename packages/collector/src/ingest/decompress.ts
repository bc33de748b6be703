/**
 * Undoes `Content-Encoding`, up to `BODY_BYTES`. It runs in this thread: a batch takes some ten microseconds, less than
 * the way to another thread and back, and the limit bounds the worst case.
 */
import type { IncomingMessage } from 'node:http'
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { errorCode } from '@hushlog/base'
import { Problem } from '../http/problem.js'
import { BODY_BYTES } from './limits.js'
import { tooLarge } from './read-body.js'

/** A chunk holds most batches as a whole, which makes them a quarter cheaper than Node's default of 16 KiB does. */
const limits = { maxOutputLength: BODY_BYTES, chunkSize: 64 * 1024 }

/** `deflate` means the zlib format (RFC 9110, 8.4.1.2), but some clients send the bare stream. */
const inflate = (body: Buffer): Buffer =>
  ((body[0] ?? 0) & 15) === 8 ? inflateSync(body, limits) : inflateRawSync(body, limits)

export type Decompress = (body: Buffer) => Buffer

const decoders = new Map<string, Decompress>([
  ['', (body) => body],
  ['identity', (body) => body],
  ['gzip', (body) => gunzipSync(body, limits)],
  ['x-gzip', (body) => gunzipSync(body, limits)],
  ['br', (body) => brotliDecompressSync(body, limits)],
  ['deflate', inflate],
])

/** Reads headers only. @throws Problem `unsupported_encoding`. */
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
      if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
      throw new Problem('malformed_body', { detail: 'The body is not what Content-Encoding says.' })
    }
  }
}
