/**
 * Splits a long piece of work that nobody waits for, such as a batch for a sink: when a slice is over, the event loop
 * serves connections before the work goes on.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Milliseconds of work until the event loop serves connections. It is less than a request may take. */
const SLICE = 2

/** So many records take far less than a slice, and make a look at the clock cost nothing. */
export const RECORDS_PER_LOOK = 256

export interface Slices {
  isOver(): boolean
  /** Waits until the event loop has served connections, and begins a slice. */
  next(): Promise<void>
}

/** Begins a slice. @param clock returns milliseconds that only grow */
export const createSlices = (clock: () => number = () => performance.now()): Slices => {
  let end = clock() + SLICE
  return {
    isOver: () => clock() >= end,
    async next() {
      await nextTurn()
      end = clock() + SLICE
    },
  }
}

/** Cuts items into pieces that take far less than a slice, and waits between two slices. */
export async function* inSlices<Item>(
  items: readonly Item[],
  slices: Slices = createSlices(),
): AsyncGenerator<readonly Item[], void> {
  for (let from = 0; from < items.length; from += RECORDS_PER_LOOK) {
    if (slices.isOver()) await slices.next()
    yield items.slice(from, from + RECORDS_PER_LOOK)
  }
}
