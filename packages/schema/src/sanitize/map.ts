/**
 * `custom.properties`: the one place where an application chooses the keys, so that the key is asked what
 * its value may be. Flat and small: what is no scalar, has an unusable key or is too many, is removed and counted.
 */

import { type KeyMeaning, keyMeaning } from './keys.js'
import { LABEL, redactAndCut } from './redact-and-cut.js'
import { settle } from './redact-text.js'
import type { Walk } from './state.js'
import { sanitizeString } from './string.js'

const KEY = /^[A-Za-z0-9_.-]{1,64}$/

export function sanitizeMap(
  value: Record<string, unknown>,
  max: number,
  state: Walk,
): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  let size = 0
  for (const key of Object.keys(value)) {
    const meaning = size < max ? meaningOf(key) : undefined
    if (meaning === undefined) {
      state.removed++
      continue
    }
    const item: unknown = value[key]
    if (item === undefined || item === null) continue
    const kept = scalar(item, meaning, state)
    if (kept === undefined) continue
    out[key] = kept
    size++
  }
  return out
}

/** An application uses few keys again and again; the bound is for one that makes them up. */
const KNOWN_KEYS_MAX = 512
const known = new Map<string, KeyMeaning | undefined>()

/** Undefined when the key itself may not leave. */
function meaningOf(key: string): KeyMeaning | undefined {
  if (known.has(key)) return known.get(key)
  const usable = key !== '__proto__' && KEY.test(key) && settle(key) === undefined
  const meaning = usable ? keyMeaning(key) : undefined
  if (known.size >= KNOWN_KEYS_MAX) known.clear()
  if (key.length <= 64) known.set(key, meaning)
  return meaning
}

function scalar(item: unknown, meaning: KeyMeaning, state: Walk): string | number | boolean | undefined {
  if (typeof item === 'boolean') return item
  const isNumber = typeof item === 'number' && Number.isFinite(item)
  if (!isNumber && typeof item !== 'string') {
    state.removed++
    return undefined
  }
  if (typeof meaning === 'object') {
    if (item !== meaning.placeholder) state.count('property_key')
    return meaning.placeholder
  }
  if (isNumber) return numeric(item as number, state)
  return meaning === 'text'
    ? sanitizeString('text', item as string, state)
    : redactAndCut(item as string, LABEL, state.count)
}

/** A card or an account can also come as a number; shorter ones are figures. */
const LONG_NUMBER = 1e11

function numeric(value: number, state: Walk): number | string {
  if (Math.abs(value) < LONG_NUMBER) return value
  const text = String(value)
  return settle(text) === undefined ? value : redactAndCut(text, LABEL, state.count)
}
