/**
 * Remembers clean strings. Labels, paths and hosts repeat: a string that was clean once is clean, and its
 * JSON stays the same. A look into a table is several times cheaper than a scan. The cache holds only strings
 * that may leave unchanged.
 *
 * Each string has one slot, and is copied into it when it comes again: strings that never repeat cost no copy and
 * push out none that do.
 */
const SLOTS = 4096
/**
 * UTF-16 units of the longest string that is remembered: longer ones seldom repeat, and hashing them costs
 * as much as it saves.
 */
const MAX_LENGTH = 128
/** The prime of FNV-1a. */
const PRIME = 0x01000193

/** Matches what may be half of a surrogate pair. Stores refuse it, so the slow path has to replace it. */
export const SURROGATE = /[\ud800-\udfff]|\\ud/

/** Encodes a value as JSON if it may leave unchanged; returns undefined otherwise. */
export type EncodeUnchanged = (value: unknown) => string | undefined

interface KnownString {
  readonly value: string
  readonly json: string
}

export function rememberClean(isClean: (value: string) => boolean): EncodeUnchanged {
  const known = new Array<KnownString | undefined>(SLOTS).fill(undefined)
  /** Holds for each slot the hash of the string that was clean last. */
  const cleanOnce = new Int32Array(SLOTS)
  return (value) => {
    if (typeof value !== 'string') return undefined
    if (value.length > MAX_LENGTH)
      return SURROGATE.test(value) || !isClean(value) ? undefined : JSON.stringify(value)
    const hash = hashOf(value)
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1)
    const remembered = known[slot]
    if (remembered?.value === value) return remembered.json
    if (SURROGATE.test(value) || !isClean(value)) return undefined
    const json = JSON.stringify(value)
    // The copy is a string of its own: a value that is a slice of a request's text would keep the whole text in memory.
    if (cleanOnce[slot] === hash)
      known[slot] = { value: json.length === value.length + 2 ? json.slice(1, -1) : value, json }
    else cleanOnce[slot] = hash
    return json
  }
}

function hashOf(value: string): number {
  let hash = value.length
  for (let i = 0; i < value.length; i++) hash = Math.imul(hash ^ value.charCodeAt(i), PRIME)
  return hash
}
