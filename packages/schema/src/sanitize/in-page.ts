/**
 * Converts and checks like `convert.ts` and `other.ts` in a fraction of their size, for pages. It does not
 * compare a figure with its text, so that `1e3` is taken; and it knows figures and flags as one kind, of which
 * the collector takes what a field may hold.
 */
import { remove } from './state.js'
import { DENIABLE } from './types.js'
import type { Checks } from './walk.js'

/** Says whether no text is in it. */
const isFigureOrFlag = (value: unknown): boolean => Number.isFinite(value) || typeof value === 'boolean'

export const checksInPage: Checks = {
  convert(kind, value) {
    if (typeof kind === 'object' || kind === 'requiredLabel' || DENIABLE.includes(kind))
      return isFigureOrFlag(value) ? `${value}` : value
    try {
      return typeof value === 'string' ? JSON.parse(value) : value
    } catch {
      return value
    }
  },
  sanitizeOther: (kind, value, walk) =>
    kind === 'number' && isFigureOrFlag(value) ? value : remove(walk, 'invalid_type'),
}
