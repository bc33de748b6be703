/**
 * Reads a body as it was sent, at most `BODY_BYTES` of it. Node reads the rest of a refused body and throws it away, so
 * that the client gets to see the answer.
 */
import type { IncomingMessage } from 'node:http'
import { Problem } from '../http/problem.js'
import type { InFlightBytes } from './in-flight-bytes.js'
import { BODY_BYTES } from './limits.js'

export const tooLarge = (): Problem =>
  new Problem('body_too_large', {
    detail: `At most ${BODY_BYTES} bytes, as sent and decompressed.`,
  })

/** The bytes of the result stay reserved in `inFlight`; the caller releases them. */
export const readBody = (request: IncomingMessage, inFlight: InFlightBytes): Promise<Buffer> => {
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > BODY_BYTES) return Promise.reject(tooLarge())
  // A host's body parser in front of the collector leaves nothing to read, and no event would ever arrive.
  if (request.readableEnded) return Promise.reject(new Error('the body was read before the collector got it'))
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const stopListening = (): void => {
      request.off('data', onData).off('end', onEnd).off('error', onLost).off('close', onLost)
    }
    const fail = (problem: unknown): void => {
      stopListening()
      inFlight.release(size)
      request.resume()
      reject(problem)
    }
    const onData = (chunk: Buffer): void => {
      if (size + chunk.length > BODY_BYTES) {
        fail(tooLarge())
        return
      }
      try {
        inFlight.reserve(chunk.length)
      } catch (problem) {
        fail(problem)
        return
      }
      size += chunk.length
      chunks.push(chunk)
    }
    const onEnd = (): void => {
      stopListening()
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size))
    }
    // The client went away; nobody reads the answer.
    const onLost = (): void => fail(new Problem('malformed_body', { detail: 'The body ended early.' }))
    request.on('data', onData).on('end', onEnd).on('error', onLost).on('close', onLost)
  })
}
