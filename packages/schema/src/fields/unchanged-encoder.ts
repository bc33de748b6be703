/**
 * Asks the sanitizer which values may leave unchanged, and encodes them as JSON. Both fast paths are built
 * on it.
 */
import { createRepeatedStrings, encodeJson, isObject } from '@hushlog/base'
import { isPseudonym, LABEL, pseudonym, sanitizeUrl, TEXT } from '@hushlog/sanitizer/engine'
import { engineFor } from '@hushlog/sanitizer/full'
import { mayBeKey } from '../sanitize/map.js'
import { newFields } from '../sanitize/state.js'
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
  /** Say whether a string may leave as it is. They remember none, for a caller that has a memory of its own. */
  readonly mayLeave: Readonly<Record<'label' | 'url', (value: string) => boolean>>
  /** Says whether a member of a map may leave as it is. */
  member(key: string, item: unknown): boolean
}

/**
 * @param onText is called for each text that may leave
 * @throws CustomRuleError when a rule in the options cannot be used
 */
export function createUnchangedEncoder(options: SanitizeOptions, onText: () => void): UnchangedEncoder {
  const { content, pseudonymize = pseudonym } = options
  const engine = engineFor(options)
  const { redact, redactInUrl, isDenied } = engine
  // A text in which something was found is redacted again by the slow path, and therefore not further here.
  const isUnchanged = (maxLength: number) => (value: string) =>
    value.length <= maxLength && redact(value, ignore) === value
  const isPlainLabel = isUnchanged(LABEL)
  const isPlainUrl = (value: string) => sanitizeUrl(value, redactInUrl, ignore) === value
  const label = rememberClean(isPlainLabel)
  const text = rememberClean(isUnchanged(TEXT))
  const knownKeys = createRepeatedStrings<true>(4096)

  const isKey = (key: string): boolean => {
    if (knownKeys.get(key) === true) return true
    if (!mayBeKey(key, engine)) return false
    knownKeys.add(key, true)
    return true
  }

  const member = (key: string, item: unknown): boolean => {
    if (item == null || !isKey(key)) return false
    if (typeof item === 'boolean') return true
    const meaning = engine.keyMeaning(key, item)
    // What was replaced before stays.
    if (meaning !== 'label') return meaning !== 'text' && item === meaning
    if (typeof item === 'number') return Number.isFinite(item) && isPlainLabel(String(item))
    return typeof item === 'string' && !SURROGATE.test(item) && isPlainLabel(item)
  }

  return {
    isDenied,
    label,
    url: rememberClean(isPlainUrl),
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
      const out = newFields()
      for (const key of keys) {
        const item = value[key]
        // The slow path sanitizes the map again, so it is not read further than to the first change.
        if (!member(key, item)) return undefined
        out[key] = item
      }
      const json = encodeJson(out)
      return json === encodeJson(value) ? json : undefined
    },
    mayLeave: { label: isPlainLabel, url: isPlainUrl },
    member,
  }
}

const ignore = (): void => undefined
