/** Sanitizes strings of the four privacy classes that a person may have written. */
import { IS_SCRIPT } from '@hushlog/base'
import { LABEL, pseudonym, redactAndCut, sanitizeUrl, TEXT } from '@hushlog/sanitizer/engine'
import { SUBJECT_MAX } from '../fields/subject-length.js'
import { remove, type Walk } from './state.js'
import type { FieldKind } from './types.js'

/**
 * Returns undefined when nothing of the string may leave. A string in a field of another or of an unknown
 * kind is removed.
 */
export function sanitizeString(kind: FieldKind, value: string, walk: Walk): string | undefined {
  const { ruleEngine, count, options } = walk
  if (kind === 'label' || kind === 'requiredLabel')
    return redactAndCut(value, LABEL, ruleEngine.redact, count)
  // A page has one set of rules.
  if (kind === 'url') return sanitizeUrl(value, IS_SCRIPT ? ruleEngine.redact : ruleEngine.redactInUrl, count)
  if (kind === 'text') {
    if (options.content === 'redacted') {
      if (!IS_SCRIPT) walk.hasText = true
      return redactAndCut(value, TEXT, ruleEngine.redact, count)
    }
    if (!IS_SCRIPT) walk.withheld++
    return undefined
  }
  if (kind !== 'subject') return remove(walk, 'invalid_type')
  if (value[SUBJECT_MAX]) return remove(walk, 'too_large')
  if (!value) return undefined
  return IS_SCRIPT ? pseudonym(value) : walk.replaceSubject(value, walk)
}
