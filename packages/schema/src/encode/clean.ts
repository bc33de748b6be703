/**
 * Labels, paths and hosts come again and again. What was clean once is clean, and its JSON stays the same: a look
 * into a table is several times cheaper than a scan. Only what may leave as it is gets in.
 */
const REMEMBERED = 4096
/** Longer strings seldom come again, and hashing them costs as much as it saves. */
const SHORT = 128

/** Perhaps half a pair, which stores refuse: the long way replaces it. */
export const SURROGATE = /[\ud800-\udfff]|\\ud/

export function createClean(isClean: (value: string) => boolean): (value: unknown) => string | undefined {
  const known = new Map<string, string>()
  return (value) => {
    if (typeof value !== 'string') return undefined
    const remembered = known.get(value)
    if (remembered !== undefined) return remembered
    if (SURROGATE.test(value) || !isClean(value)) return undefined
    const json = JSON.stringify(value)
    if (value.length <= SHORT) {
      if (known.size >= REMEMBERED) known.clear()
      // A key of its own: a value that is a slice of a request's text would keep the whole text.
      known.set(json.length === value.length + 2 ? json.slice(1, -1) : value, json)
    }
    return json
  }
}
