/** Decodes a body and reads its events, and pauses when a slice is over. */
import type { Work } from '../runtime/fair-slices.js'
import type { Source } from './fast-path/source.js'
import { checkCount, decodeBody } from './parse.js'
import { type BatchItem, isUnchanged } from './read-batch.js'

export type Slices = Pick<Work, 'isSliceOver' | 'nextSlice'>

/** So many events of the fast path take some 0.05 ms; a look at the clock takes a hundredth of an event. */
const EVENTS_PER_LOOK = 8

/**
 * Returns whether work has to wait for its next slice at an event. The clock is looked at for some of the events that
 * may leave unchanged, and for any other, which may take long.
 */
export const hasToWait = (work: Slices, index: number, item: BatchItem): boolean =>
  (index % EVENTS_PER_LOOK === 0 || !isUnchanged(item)) && work.isSliceOver()

/** @throws Problem `malformed_body` */
export const decodeInSlices = async (body: Buffer, work: Slices): Promise<Source> => {
  const decoding = decodeBody(body)
  for (;;) {
    const step = decoding.next()
    if (step.done === true) return step.value
    if (work.isSliceOver()) await work.nextSlice()
  }
}

/** @throws Problem when there are too many events, or what reading throws */
export const readInSlices = async <Item extends BatchItem>(
  reading: Iterable<Item>,
  work: Slices,
): Promise<Item[]> => {
  const items: Item[] = []
  for (const item of reading) {
    items.push(item)
    checkCount(items.length)
    if (hasToWait(work, items.length, item)) await work.nextSlice()
  }
  return items
}
