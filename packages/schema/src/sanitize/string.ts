/** The four privacy classes whose strings a person may have had a hand in. */
import { LABEL, redactAndCut, TEXT } from './redact-and-cut.js'
import { sanitizeUrl } from './sanitize-url.js'
import { fail, type Walk } from './state.js'
import { type FieldPolicy, KIND } from './types.js'

/** Undefined when nothing of it may leave. A string where none belongs, or of a kind that nobody knows, fails. */
export function sanitizeString(kind: FieldPolicy & string, value: string, walk: Walk): string | undefined {
  const { scope, count, options } = walk
  if (kind === KIND.label || kind === KIND.needed) return redactAndCut(value, LABEL, scope.redact, count)
  if (kind === KIND.url) return sanitizeUrl(value, scope.redactInUrl, count)
  if (kind === KIND.text) {
    if (options.content === 'redacted') {
      walk.hasText = true
      return redactAndCut(value, TEXT, scope.redact, count)
    }
    walk.withheld++
    return undefined
  }
  if (kind !== KIND.subject) fail(walk, 'invalid_type')
  return value ? scope.standIn(value, walk) : undefined
}
