/**
 * Sanitizes maps such as `custom.properties`, where an application chooses the keys: the key, and the value
 * where the key leaves it open, decide what may leave. A map is flat and small: a value that is no scalar, has an invalid key or is beyond the limit
 * is removed and counted.
 */

import { IS_SCRIPT } from '@hushlog/base'
import type { Engine, KeyMeaning } from '@hushlog/sanitizer/engine'
import { type Fields, newFields, remove, type Walk } from './state.js'
import { sanitizeString } from './string.js'

const KEY = /^(?!__proto__$)[\w.-]{1,64}$/

/**
 * Makes a common object that the runtime keeps as a table, as it does one that was made without a prototype. Of any
 * other it would learn the keys, which takes seven times as long where each event has new ones.
 */
const newMap = (): Fields => Object.setPrototypeOf(Object.create(null), Object.prototype)

export function sanitizeMap(value: Fields, max: number, walk: Walk): Fields {
  const out = IS_SCRIPT ? newFields() : newMap()
  let size = 0
  let beyond = 0
  for (const key of Object.keys(value)) {
    if (!IS_SCRIPT && size === max) {
      beyond++
      continue
    }
    const kept = size < max ? sanitizeMember(key, value[key], walk) : void walk.removed++
    if (kept != null) {
      out[key] = kept
      size++
    }
  }
  if (!IS_SCRIPT && beyond) remove(walk, 'too_large', beyond)
  return out
}

/** Returns undefined when nothing of the member may leave. */
export function sanitizeMember(key: string, item: unknown, walk: Walk): unknown {
  if (mayBeKey(key, walk.ruleEngine)) return scalar(item, walk.ruleEngine.keyMeaning(key, item), walk)
  walk.removed++
  return undefined
}

export const mayBeKey = (key: string, { redact, isDenied }: Engine): boolean =>
  KEY.test(key) && !isDenied?.(key) && redact(key, String) === key

function scalar(item: unknown, meaning: KeyMeaning, walk: Walk): unknown {
  if (item == null || typeof item === 'boolean') return item
  const isText = typeof item === 'string'
  if (!isText && !Number.isFinite(item)) return remove(walk, 'invalid_type')
  if (meaning[0] === '[') {
    if (item !== meaning) walk.count('property_key')
    return meaning
  }
  // A number can be a card or an account; it is redacted like a label.
  const text = String(item)
  const kept = sanitizeString(isText ? (meaning as 'text' | 'label') : 'label', text, walk)
  return kept === text ? item : kept
}
