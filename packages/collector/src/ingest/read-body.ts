/**
 * The body as it was sent, at most `BODY_BYTES`, while all bodies together stay under `IN_FLIGHT_BYTES`.
 * What is refused is read to its end and thrown away by Node, so that the client gets to see the answer.
 */
import type { IncomingMessage } from 'node:http'
import { Problem } from '../http/problem.js'
import { BODY_BYTES, RETRY_SOON } from './limits.js'

export interface InFlight {
  /** @throws Problem `overloaded`; then nothing was taken. */
  take(bytes: number): void
  give(bytes: number): void
}

export const createInFlight = (limit: number): InFlight => {
  let held = 0
  return {
    take(bytes) {
      if (held + bytes > limit) throw new Problem('overloaded', { headers: { 'retry-after': RETRY_SOON } })
      held += bytes
    },
    give(bytes) {
      held -= bytes
    },
  }
}

export const tooLarge = (): Problem =>
  new Problem('body_too_large', {
    detail: `At most ${BODY_BYTES} bytes, as sent and decompressed.`,
  })

/** The bytes that are returned stay taken from `inFlight`; whoever has them gives them back. */
export const readBody = (request: IncomingMessage, inFlight: InFlight): Promise<Buffer> => {
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > BODY_BYTES) return Promise.reject(tooLarge())
  // Mounted behind a host's body parser: there is nothing left to read, and no event would ever say so.
  if (request.readableEnded) return Promise.reject(new Error('the body was read before the collector got it'))
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const stop = (): void => {
      request.off('data', onData).off('end', onEnd).off('error', onLost).off('close', onLost)
    }
    const fail = (problem: unknown): void => {
      stop()
      inFlight.give(size)
      request.resume()
      reject(problem)
    }
    const onData = (chunk: Buffer): void => {
      if (size + chunk.length > BODY_BYTES) {
        fail(tooLarge())
        return
      }
      try {
        inFlight.take(chunk.length)
      } catch (problem) {
        fail(problem)
        return
      }
      size += chunk.length
      chunks.push(chunk)
    }
    const onEnd = (): void => {
      stop()
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size))
    }
    // The client went away; nobody will read the answer.
    const onLost = (): void => fail(new Problem('malformed_body', { detail: 'The body ended early.' }))
    request.on('data', onData).on('end', onEnd).on('error', onLost).on('close', onLost)
  })
}
