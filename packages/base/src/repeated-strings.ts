/**
 * Remembers values of strings that come again and again, such as keys and labels. Each string has one slot, which it
 * loses to another of the same hash, so the memory is bounded and a look-up never takes long. A string is copied into
 * its slot when it comes again: strings that never repeat cost no copy and push out none that do.
 */
export interface RepeatedStrings<Value> {
  get(text: string): Value | undefined
  /** Is called for a string that `get` does not know. */
  add(text: string, value: Value): void
}

/** The prime of FNV-1a. */
const PRIME = 0x01000193

/** @param slots a power of two */
export function createRepeatedStrings<Value>(slots: 1024 | 4096): RepeatedStrings<Value> {
  const known = new Array<{ readonly text: string; readonly value: Value } | undefined>(slots).fill(undefined)
  /** Holds for each slot the hash of the string that was added last. */
  const addedOnce = new Int32Array(slots)
  // FNV-1a mixes into the high bits; the shift brings them down.
  const slotOf = (hash: number): number => (hash ^ (hash >>> 15)) & (slots - 1)
  return {
    get(text) {
      const slot = known[slotOf(hashOf(text))]
      return slot !== undefined && slot.text === text ? slot.value : undefined
    },
    add(text, value) {
      const hash = hashOf(text)
      const slot = slotOf(hash)
      // A slice of a request's text would keep the whole text in memory, and so it is copied.
      if (addedOnce[slot] === hash) known[slot] = { text: ` ${text}`.slice(1), value }
      else addedOnce[slot] = hash
    },
  }
}

function hashOf(text: string): number {
  const { length } = text
  let hash = length
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME)
  return hash
}
