/** Sanitizes figures, flags and lists for the full set; a page has `in-page.ts`. */
import { isWithin } from './full-policy.js'
import { sanitizeList } from './list.js'
import { remove } from './state.js'
import type { Checks } from './walk.js'

export const sanitizeOther: Checks['sanitizeOther'] = (kind, value, walk, fields, key, sanitizeItem) => {
  if (kind === 'array' && Array.isArray(value)) return sanitizeList(value, walk, sanitizeItem)
  if (kind === 'boolean' && typeof value === 'boolean') return value
  const isFigure =
    (kind === 'number' && Number.isFinite(value)) || (kind === 'integer' && Number.isInteger(value))
  if (!isFigure) return remove(walk, 'invalid_type')
  return isWithin(fields, key, value as number) ? value : remove(walk, 'invalid_value')
}
