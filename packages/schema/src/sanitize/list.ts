/** Sanitizes lists of labels. */
import { remove, type Walk } from './state.js'
import { ARRAY_MAX } from './types.js'

/** Keeps the items that can be taken, and no more than are allowed. */
export function sanitizeList(
  list: readonly unknown[],
  walk: Walk,
  sanitizeItem: (item: unknown) => unknown,
): unknown[] {
  if (list[ARRAY_MAX] !== undefined) remove(walk, 'too_large', list.length - ARRAY_MAX)
  return list
    .slice(0, ARRAY_MAX)
    .map((item) => (item == null ? item : sanitizeItem(item)))
    .filter((item) => item != null)
}
