/** The four privacy classes whose strings a person may have had a hand in. */
import { LABEL, redactAndCut, sanitizeUrl, TEXT } from '@hushlog/sanitizer/engine'
import { fail, type Walk } from './state.js'
import type { FieldKind } from './types.js'

/** Undefined when nothing of it may leave. A string where none belongs, or of a kind that nobody knows, fails. */
export function sanitizeString(kind: FieldKind, value: string, walk: Walk): string | undefined {
  const { engine, count, options } = walk
  if (kind === 'label' || kind === 'requiredLabel') return redactAndCut(value, LABEL, engine.redact, count)
  if (kind === 'url') return sanitizeUrl(value, engine.redactInUrl, count)
  if (kind === 'text') {
    if (options.content === 'redacted') {
      walk.hasText = true
      return redactAndCut(value, TEXT, engine.redact, count)
    }
    walk.withheld++
    return undefined
  }
  if (kind !== 'subject') fail(walk, 'invalid_type')
  return value ? walk.pseudonymize(value, walk) : undefined
}
