/**
 * `custom.properties`: the one place where an application chooses the keys, so that the key is asked what
 * its value may be. Flat and small: what is no scalar, has an unusable key or is too many, is removed and counted.
 */

import type { Scope } from './custom.js'
import { type KeyMeaning, keyMeaning } from './keys.js'
import { LABEL, redactAndCut } from './redact-and-cut.js'
import type { Fields, Walk } from './state.js'
import { sanitizeString } from './string.js'
import { KIND } from './types.js'

const KEY = /^(?!__proto__$)[\w.-]{1,64}$/

export function sanitizeMap(value: Fields, max: number, walk: Walk): Fields {
  const out: Fields = {}
  let size = 0
  for (const key of Object.keys(value)) {
    const meaning = size < max ? meaningOf(key, walk.scope) : undefined
    if (!meaning) {
      walk.removed++
      continue
    }
    const item = value[key] ?? undefined
    const kept = item === undefined ? item : scalar(item, meaning, walk)
    if (kept === undefined) continue
    out[key] = kept
    size++
  }
  return out
}

/** An application uses few keys again and again; the bound is for one that makes them up. */
const KNOWN_KEYS_MAX = 512

/** Undefined when the key itself may not leave. */
function meaningOf(key: string, { find, known, keys, isDenied }: Scope): KeyMeaning | undefined {
  if (!KEY.test(key) || isDenied?.(key)) return undefined
  if (!known.has(key)) {
    if (known.size >= KNOWN_KEYS_MAX) known.clear()
    known.set(key, find(key) ? undefined : keyMeaning(key, keys))
  }
  return known.get(key)
}

/** A card or an account can also come as a number; shorter ones are figures. */
const LONG_NUMBER = 1e11

function scalar(item: unknown, meaning: KeyMeaning, walk: Walk): unknown {
  const { scope, count } = walk
  const isNumber = Number.isFinite(item)
  if (typeof item === 'boolean') return item
  if (!isNumber && typeof item !== 'string') {
    walk.removed++
    return undefined
  }
  if (meaning.startsWith('[')) {
    if (item !== meaning) count('property_key')
    return meaning
  }
  const text = String(item)
  if (isNumber && (Math.abs(Number(item)) < LONG_NUMBER || !scope.find(text))) return item
  return isNumber || meaning === 'label'
    ? redactAndCut(text, LABEL, scope.find, count)
    : sanitizeString(KIND.text, text, walk)
}
