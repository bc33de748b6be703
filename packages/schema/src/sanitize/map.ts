/**
 * `custom.properties`: the one place where an application chooses the keys, so that the key is asked what
 * its value may be. Flat and small: what is no scalar, has an unusable key or is too many, is removed and counted.
 */

import type { Engine, KeyMeaning } from '@hushlog/sanitizer/engine'
import type { Fields, Walk } from './state.js'
import { sanitizeString } from './string.js'

const KEY = /^(?!__proto__$)[\w.-]{1,64}$/

export function sanitizeMap(value: Fields, max: number, walk: Walk): Fields {
  const out: Fields = {}
  let size = 0
  for (const key of Object.keys(value)) {
    const meaning = size < max && meaningOf(key, walk.engine)
    if (meaning) {
      const kept = scalar(value[key], meaning, walk)
      if (kept != null) {
        out[key] = kept
        size++
      }
    } else walk.removed++
  }
  return out
}

/** False when the key itself may not leave. */
const meaningOf = (key: string, { redact, isDenied, keyMeaning }: Engine): KeyMeaning | false =>
  KEY.test(key) && !isDenied?.(key) && redact(key, String) === key && keyMeaning(key)

function scalar(item: unknown, meaning: KeyMeaning, walk: Walk): unknown {
  if (item == null || typeof item === 'boolean') return item
  const isText = typeof item === 'string'
  if (!isText && !Number.isFinite(item)) {
    walk.removed++
    return undefined
  }
  if (meaning[0] === '[') {
    if (item !== meaning) walk.count('property_key')
    return meaning
  }
  // A card or an account can also come as a number; other figures are no text.
  const text = String(item)
  const kept = sanitizeString(isText ? (meaning as 'text' | 'label') : 'label', text, walk)
  return kept === text ? item : kept
}
