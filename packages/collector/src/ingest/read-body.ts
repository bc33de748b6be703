/**
 * Reads a body as it was sent, at most `BODY_BYTES` of it and no slower than the least rate. Node reads the rest of a
 * refused body and throws it away, so that the client gets to see the answer.
 */
import type { IncomingMessage } from 'node:http'
import { SECOND } from '@hushlog/base'
import { Problem } from '../http/problem.js'
import type { InFlightBytes } from './in-flight-bytes.js'
import { BODY_BYTES } from './limits.js'

export const tooLarge = (): Problem =>
  new Problem('body_too_large', {
    detail: `At most ${BODY_BYTES} bytes, as sent and decompressed.`,
  })

/** In each such time a body must come on by `LEAST_BYTES`, or to its end. A phone without 3G sends five times as fast. */
export const RATE_WINDOW = 5 * SECOND
export const LEAST_BYTES = 5 * 1024

const tooSlow = (): Problem =>
  new Problem('body_too_slow', {
    detail: `At least ${LEAST_BYTES} bytes in ${RATE_WINDOW / SECOND} seconds.`,
    headers: { connection: 'close' },
  })

/** A body in memory that is reserved until `release` is called. */
export interface ReadBody {
  readonly bytes: Buffer
  /** Is called when the body has to give way to others before it is released. */
  onGiveWay: (problem: Problem) => void
  release(): void
}

/** @param owner the write key */
export const readBody = (
  request: IncomingMessage,
  inFlight: InFlightBytes,
  owner: string,
): Promise<ReadBody> => {
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > BODY_BYTES) return Promise.reject(tooLarge())
  // A host's body parser in front of the collector leaves nothing to read, and no event would ever arrive.
  if (request.readableEnded) return Promise.reject(new Error('the body was read before the collector got it'))
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    let sizeBefore = 0
    const stop = (): void => {
      clearInterval(watch)
      request.off('data', onData).off('end', onEnd).off('error', onLost).off('close', onLost)
    }
    const fail = (problem: unknown): void => {
      stop()
      reserved.release()
      chunks.length = 0
      request.resume()
      reject(problem)
    }
    const body: { -readonly [Name in keyof ReadBody]: ReadBody[Name] } = {
      bytes: Buffer.alloc(0),
      onGiveWay: fail,
      release: () => reserved.release(),
    }
    const reserved = inFlight.begin(owner, (problem) => body.onGiveWay(problem))
    const watch = setInterval(() => {
      if (size - sizeBefore < LEAST_BYTES) fail(tooSlow())
      sizeBefore = size
    }, RATE_WINDOW)
    const onData = (chunk: Buffer): void => {
      if (size + chunk.length > BODY_BYTES) {
        fail(tooLarge())
        return
      }
      try {
        reserved.reserve(chunk.length)
      } catch (problem) {
        fail(problem)
        return
      }
      size += chunk.length
      chunks.push(chunk)
    }
    const onEnd = (): void => {
      stop()
      reserved.complete()
      body.bytes = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size)
      resolve(body)
    }
    // The client went away; nobody reads the answer.
    const onLost = (): void => fail(new Problem('malformed_body', { detail: 'The body ended early.' }))
    request.on('data', onData).on('end', onEnd).on('error', onLost).on('close', onLost)
  })
}
