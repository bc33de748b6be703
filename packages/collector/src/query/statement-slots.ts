/**
 * Shares the connections of a store among readers: each reader has one slot, and the reader that waits longest has the
 * next connection, so that nobody's heavy queries delay another's for longer than one statement.
 */
import { Problem } from '../http/problem.js'

export interface StatementSlots {
  /**
   * Waits until the reader has a slot and a connection is free.
   *
   * @returns gives the slot back, once
   * @throws Problem `overloaded` when too many statements of the reader wait, or the reason of the signal
   */
  acquire(reader: string, signal: AbortSignal): Promise<() => void>
}

/** A page of reports asks for some dozens of figures at a time. */
const MAX_WAITING = 100

interface Waiting {
  readonly start: () => void
}

/** @param total how many statements run at a time */
export function createStatementSlots(total: number): StatementSlots {
  const running = new Set<string>()
  /** Holds what waits, by reader; the reader that had a slot least recently comes first. */
  const waiting = new Map<string, Waiting[]>()

  function lend(reader: string): () => void {
    running.add(reader)
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      running.delete(reader)
      const queue = waiting.get(reader)
      waiting.delete(reader)
      if (queue !== undefined) waiting.set(reader, queue)
      startNext()
    }
  }

  function startNext(): void {
    for (const [reader, queue] of waiting) {
      if (running.size >= total) return
      if (running.has(reader)) continue
      const next = queue.shift()
      waiting.delete(reader)
      if (queue.length > 0) waiting.set(reader, queue)
      next?.start()
    }
  }

  function remove(reader: string, each: Waiting): void {
    const left = (waiting.get(reader) ?? []).filter((other) => other !== each)
    if (left.length === 0) waiting.delete(reader)
    else waiting.set(reader, left)
  }

  return {
    async acquire(reader, signal) {
      signal.throwIfAborted()
      if (running.size < total && !running.has(reader)) return lend(reader)
      const queue = waiting.get(reader) ?? []
      if (queue.length >= MAX_WAITING)
        throw new Problem('overloaded', {
          detail: `At most ${MAX_WAITING} questions of a reader wait at a time.`,
          headers: { 'retry-after': '5' },
        })
      return new Promise((resolve, reject) => {
        const leave = () => {
          remove(reader, each)
          reject(signal.reason)
        }
        const each: Waiting = {
          start: () => {
            signal.removeEventListener('abort', leave)
            resolve(lend(reader))
          },
        }
        signal.addEventListener('abort', leave, { once: true })
        waiting.set(reader, [...queue, each])
      })
    },
  }
}
