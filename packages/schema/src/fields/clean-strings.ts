/**
 * Remembers clean strings. Labels, paths and hosts repeat: a string that was clean once is clean, and its
 * JSON stays the same. A look into a table is several times cheaper than a scan. The cache holds only strings
 * that may leave unchanged.
 */
const MAX_STRINGS = 4096
/**
 * UTF-16 units of the longest string that is remembered: longer ones seldom repeat, and hashing them costs
 * as much as it saves.
 */
const MAX_LENGTH = 128

/** Matches what may be half of a surrogate pair. Stores refuse it, so the slow path has to replace it. */
export const SURROGATE = /[\ud800-\udfff]|\\ud/

/** Encodes a value as JSON if it may leave unchanged; returns undefined otherwise. */
export type EncodeUnchanged = (value: unknown) => string | undefined

export function rememberClean(isClean: (value: string) => boolean): EncodeUnchanged {
  const known = new Map<string, string>()
  return (value) => {
    if (typeof value !== 'string') return undefined
    const remembered = known.get(value)
    if (remembered !== undefined) return remembered
    if (SURROGATE.test(value) || !isClean(value)) return undefined
    const json = JSON.stringify(value)
    if (value.length <= MAX_LENGTH) {
      if (known.size >= MAX_STRINGS) known.clear()
      // The key is a copy: a value that is a slice of a request's text would keep the whole text in memory.
      known.set(json.length === value.length + 2 ? json.slice(1, -1) : value, json)
    }
    return json
  }
}
