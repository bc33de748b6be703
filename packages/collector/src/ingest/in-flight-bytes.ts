/**
 * Bounds the memory of bodies that are read or wait for a time slice. Memory is reserved as it arrives, not as it is
 * declared. When it runs short, the body of the write key that holds the most gives way, the slowest of them first,
 * so that one key holder cannot keep the others out.
 */
import { Problem } from '../http/problem.js'
import { RETRY_SOON_SECONDS } from './limits.js'

/** Bytes of all bodies together, as they are sent. */
export const IN_FLIGHT_BYTES = 32 * 1024 * 1024

/** Holds what one body has reserved. */
export interface BodyBytes {
  /** @throws Problem `overloaded` when this is the body that has to give way */
  reserve(bytes: number): void
  /** Says that the body is complete: it gives way only after all that are not. */
  complete(): void
  /** Gives the bytes back. A second call does nothing. */
  release(): void
}

export interface InFlightBytes {
  /**
   * @param owner the write key
   * @param giveWay is called at most once, with the problem that the request is answered with
   */
  begin(owner: string, giveWay: (problem: Problem) => void): BodyBytes
}

interface Body {
  readonly owner: string
  readonly begun: number
  readonly giveWay: (problem: Problem) => void
  bytes: number
  isComplete: boolean
}

const overloaded = (): Problem =>
  new Problem('overloaded', { headers: { 'retry-after': RETRY_SOON_SECONDS, connection: 'close' } })

/** @param now returns milliseconds */
export const createInFlightBytes = (limit: number, now: () => number): InFlightBytes => {
  const bodies = new Set<Body>()
  let reserved = 0

  const remove = (body: Body): void => {
    if (bodies.delete(body)) reserved -= body.bytes
  }

  /** Returns the bodies of the write key that holds the most bytes. */
  const largestHolder = (): readonly Body[] => {
    const holders = new Map<string, { bytes: number; bodies: Body[] }>()
    let most: { bytes: number; bodies: Body[] } = { bytes: 0, bodies: [] }
    for (const body of bodies) {
      const holder = holders.get(body.owner) ?? { bytes: 0, bodies: [] }
      holders.set(body.owner, holder)
      holder.bytes += body.bytes
      holder.bodies.push(body)
      if (holder.bytes > most.bytes) most = holder
    }
    return most.bodies
  }

  const rate = ({ bytes, begun, isComplete }: Body): number =>
    isComplete ? Number.POSITIVE_INFINITY : bytes / Math.max(1, now() - begun)

  const slowest = (candidates: readonly Body[]): Body | undefined => {
    let found: Body | undefined
    for (const body of candidates) if (found === undefined || rate(body) < rate(found)) found = body
    return found
  }

  return {
    begin(owner, giveWay) {
      const body: Body = { owner, giveWay, begun: now(), bytes: 0, isComplete: false }
      bodies.add(body)
      return {
        reserve(bytes) {
          body.bytes += bytes
          reserved += bytes
          while (reserved > limit) {
            const loser = slowest(largestHolder())
            if (loser === undefined || loser === body) {
              remove(body)
              throw overloaded()
            }
            remove(loser)
            loser.giveWay(overloaded())
          }
        },
        complete() {
          body.isComplete = true
        },
        release: () => remove(body),
      }
    },
  }
}
