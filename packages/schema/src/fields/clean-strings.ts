/**
 * Remembers clean strings. Labels, paths and hosts repeat: a string that was clean once is clean, and its
 * JSON stays the same. A look into a table is several times cheaper than a scan. The cache holds only strings
 * that may leave unchanged.
 */
import { createRepeatedStrings } from '@hushlog/base'

/**
 * UTF-16 units of the longest string that is remembered: longer ones seldom repeat, and hashing them costs
 * as much as it saves.
 */
const MAX_LENGTH = 128

/** Matches what may be half of a surrogate pair. Stores refuse it, so the slow path has to replace it. */
export const SURROGATE = /[\ud800-\udfff]|\\ud/

/** Matches what JSON writes as an escape, which is all but these ranges, and what may be half of a surrogate pair. */
export const ESCAPED = /[^ !#-[\]-\ud7ff\ue000-\uffff]/

/** Encodes a value as JSON if it may leave unchanged; returns undefined otherwise. */
export type EncodeUnchanged = (value: unknown) => string | undefined

export function rememberClean(isClean: (value: string) => boolean): EncodeUnchanged {
  const known = createRepeatedStrings<string>(4096)
  return (value) => {
    if (typeof value !== 'string') return undefined
    const isShort = value.length <= MAX_LENGTH
    const remembered = isShort ? known.get(value) : undefined
    if (remembered !== undefined) return remembered
    if (SURROGATE.test(value) || !isClean(value)) return undefined
    const json = JSON.stringify(value)
    if (isShort) known.add(value, json)
    return json
  }
}
