/**
 * Undoes `Content-Encoding`, up to `BODY_BYTES`. What is small is done in this thread: a batch takes some ten
 * microseconds, less than the way to another thread and back. What turns out to be large is done in another thread, so
 * that it delays no other request.
 */
import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import {
  brotliDecompress,
  brotliDecompressSync,
  gunzip,
  gunzipSync,
  inflate,
  inflateRaw,
  inflateRawSync,
  inflateSync,
} from 'node:zlib'
import { errorCode } from '@hushlog/base'
import { Problem } from '../http/problem.js'
import { BODY_BYTES } from './limits.js'
import { tooLarge } from './read-body.js'

/** Inflating so many bytes takes less than a millisecond. */
const SYNC_BYTES = 512 * 1024

/** A chunk holds most batches as a whole, which makes them a quarter cheaper than Node's default of 16 KiB does. */
const small = { maxOutputLength: SYNC_BYTES, chunkSize: 64 * 1024 }
const large = { maxOutputLength: BODY_BYTES, chunkSize: 512 * 1024 }

interface Decoder {
  readonly here: (body: Buffer, options: typeof small) => Buffer
  readonly elsewhere: (body: Buffer, options: typeof large) => Promise<Buffer>
}

const gzip: Decoder = { here: gunzipSync, elsewhere: promisify(gunzip) }
const brotli: Decoder = { here: brotliDecompressSync, elsewhere: promisify(brotliDecompress) }
const zlib: Decoder = { here: inflateSync, elsewhere: promisify(inflate) }
const bare: Decoder = { here: inflateRawSync, elsewhere: promisify(inflateRaw) }

/** `deflate` means the zlib format (RFC 9110, 8.4.1.2), but some clients send the bare stream. */
const deflate = (body: Buffer): Decoder => (((body[0] ?? 0) & 15) === 8 ? zlib : bare)

/** @throws Problem `body_too_large` or `malformed_body`. */
export type Decompress = (body: Buffer) => Buffer | Promise<Buffer>

const isTooLarge = (error: unknown): boolean => errorCode(error) === 'ERR_BUFFER_TOO_LARGE'

const problemOf = (error: unknown): Problem =>
  isTooLarge(error)
    ? tooLarge()
    : new Problem('malformed_body', { detail: 'The body is not what Content-Encoding says.' })

const inAnotherThread = async (body: Buffer, { elsewhere }: Decoder): Promise<Buffer> => {
  try {
    return await elsewhere(body, large)
  } catch (error) {
    throw problemOf(error)
  }
}

const decodeWith =
  (choose: (body: Buffer) => Decoder): Decompress =>
  (body) => {
    const decoder = choose(body)
    if (body.length > SYNC_BYTES) return inAnotherThread(body, decoder)
    try {
      return decoder.here(body, small)
    } catch (error) {
      if (isTooLarge(error)) return inAnotherThread(body, decoder)
      throw problemOf(error)
    }
  }

const decoders = new Map<string, Decompress>([
  ['', (body) => body],
  ['identity', (body) => body],
  ['gzip', decodeWith(() => gzip)],
  ['x-gzip', decodeWith(() => gzip)],
  ['br', decodeWith(() => brotli)],
  ['deflate', decodeWith(deflate)],
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
  return decode
}
