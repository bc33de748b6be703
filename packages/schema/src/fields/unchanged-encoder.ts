/**
 * Asks the sanitizer which values may leave unchanged, and encodes them as JSON. Both fast paths are built
 * on it.
 */
import { encodeJson, isObject } from '@hushlog/base'
import { isPseudonym, LABEL, pseudonym, redactAndCut, sanitizeUrl, TEXT } from '@hushlog/sanitizer/engine'
import { engineFor } from '@hushlog/sanitizer/full'
import { mayBeKey, sanitizeScalar } from '../sanitize/map.js'
import { newFields, start, type Walk } from '../sanitize/state.js'
import type { SanitizeOptions } from '../sanitize/types.js'
import { type EncodeUnchanged, rememberClean, SURROGATE } from './clean-strings.js'

/** Each method returns JSON, or undefined for a value that the slow path has to judge. */
export interface UnchangedEncoder {
  readonly isDenied: ((key: string) => boolean) | undefined
  readonly label: EncodeUnchanged
  readonly url: EncodeUnchanged
  readonly text: EncodeUnchanged
  /** Replaces the subject: it is the one class that never leaves as it came. */
  readonly subject: EncodeUnchanged
  /** Encodes a list of labels. */
  list(value: unknown, maxItems: number): string | undefined
  /** Encodes a flat map of labels, numbers and booleans. */
  map(value: unknown, maxProperties: number): string | undefined
  /** Begins to judge the members of a map. The result says whether a member may leave as it is. */
  beginMap(): (key: string, item: string | number | boolean) => boolean
}

/**
 * @param onText is called for each text that may leave
 * @throws CustomRuleError when a rule in the options cannot be used
 */
export function createUnchangedEncoder(options: SanitizeOptions, onText: () => void): UnchangedEncoder {
  const { content, pseudonymize = pseudonym } = options
  const engine = engineFor(options)
  const { redact, redactInUrl, isDenied } = engine
  const isUnchanged = (maxLength: number) => (value: string) =>
    redactAndCut(value, maxLength, redact, ignore) === value
  const label = rememberClean(isUnchanged(LABEL))
  const text = rememberClean(isUnchanged(TEXT))
  const knownKey = rememberClean((key) => mayBeKey(key, engine))
  const isKept = (key: string, item: unknown, walk: Walk): boolean => {
    if (item == null || knownKey(key) === undefined) return false
    // The slow path sanitizes the map again, so it is not read further than to the first change.
    return sanitizeScalar(item, engine.keyMeaning(key, item), walk) === item && !walk.hasText
  }

  return {
    isDenied,
    label,
    url: rememberClean((value) => sanitizeUrl(value, redactInUrl, ignore) === value),
    text(value) {
      if (content !== 'redacted') return undefined
      onText()
      return text(value)
    },
    subject(value) {
      if (typeof value !== 'string' || value === '') return undefined
      const replaced = pseudonymize(value)
      return isPseudonym(replaced) ? `"${replaced}"` : undefined
    },
    list(value, maxItems) {
      if (!Array.isArray(value)) return undefined
      const { length } = value
      if (length > maxItems) return undefined
      let json = '['
      // An application may have replaced the iterator.
      for (let i = 0; i < length; i++) {
        const item = label(value[i])
        if (item === undefined) return undefined
        json += i === 0 ? item : `,${item}`
      }
      return `${json}]`
    },
    map(value, maxProperties) {
      if (!isObject(value)) return undefined
      const keys = Object.keys(value)
      if (keys.length > maxProperties) return undefined
      const walk = start(engine, options, pseudonym)
      const out = newFields()
      for (const key of keys) {
        const item = value[key]
        if (!isKept(key, item, walk)) return undefined
        out[key] = item
      }
      const json = encodeJson(out)
      return json !== encodeJson(value) || SURROGATE.test(json) ? undefined : json
    },
    beginMap() {
      const walk = start(engine, options, pseudonym)
      return (key, item) => !(typeof item === 'string' && SURROGATE.test(item)) && isKept(key, item, walk)
    },
  }
}

const ignore = (): void => undefined
