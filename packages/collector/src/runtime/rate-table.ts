/**
 * Limits how often each of any number of keys may do something, in memory of a fixed size. A key stands in one cell of
 * each row, chosen by a hash that nobody outside can predict, and is over its limit only when all of its cells are: so
 * nobody can push out the count of another key, and invented keys cost no memory. Keys that share all of their cells
 * would share their limit; that takes as much traffic as fills the rows.
 */
import { hash, randomBytes } from 'node:crypto'
import { SECOND } from '@hushlog/base'

/** Four rows of 65,536 cells take 2 MiB. */
const ROWS = 4
const CELLS = 65_536
const BYTES_PER_ROW = 2

export interface Rate {
  /** Says how many may come at once. */
  readonly burst: number
  readonly perSecond: number
}

/** Names the cells of a key. */
export type Cells = readonly number[]

export interface RateTable {
  cellsOf(key: string): Cells
  /**
   * Returns after how many seconds `count` more fit; 0 when they fit now. More than a burst fits when nothing came for
   * long enough, or it would never fit.
   */
  secondsUntil(cells: Cells, count: number): number
  add(cells: Cells, count: number): void
}

/** @param elapsed milliseconds on a clock that is never set back */
export function createRateTable(
  { burst, perSecond }: Rate,
  elapsed: () => number = () => performance.now(),
): RateTable {
  const secret = randomBytes(16).toString('base64')
  const interval = SECOND / perSecond
  /** Holds for each cell when all that came will have been allowed by `perSecond`. */
  const allowedAt = new Float64Array(ROWS * CELLS)

  const earliest = (cells: Cells): number => {
    let least = Number.POSITIVE_INFINITY
    for (const cell of cells) least = Math.min(least, allowedAt[cell] ?? 0)
    return Math.max(least, elapsed())
  }

  return {
    cellsOf(key) {
      const digest = hash('sha256', secret + key, 'buffer')
      return Array.from({ length: ROWS }, (_, row) => row * CELLS + digest.readUInt16LE(row * BYTES_PER_ROW))
    },
    secondsUntil(cells, count) {
      const tooEarly = earliest(cells) - elapsed() + (Math.min(count, burst) - burst) * interval
      return tooEarly <= 0 ? 0 : Math.max(1, Math.ceil(tooEarly / SECOND))
    },
    add(cells, count) {
      // Cells that are later count other keys, too; they need not grow.
      const next = earliest(cells) + count * interval
      for (const cell of cells) allowedAt[cell] = Math.max(allowedAt[cell] ?? 0, next)
    },
  }
}
