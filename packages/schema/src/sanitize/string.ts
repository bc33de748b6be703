/** The four privacy classes whose strings a person may have had a hand in. */
import { LABEL, redactAndCut, TEXT } from './redact-and-cut.js'
import { sanitizeUrl } from './sanitize-url.js'
import { fail, type Walk } from './state.js'
import { isPseudonym, pseudonym } from './subject.js'
import { type FieldPolicy, KIND } from './types.js'

/** Undefined when nothing of it may leave, also for a kind that nobody knows. */
export function sanitizeString(kind: FieldPolicy & string, value: string, walk: Walk): string | undefined {
  const { scope, count, options } = walk
  if (kind === KIND.label) return redactAndCut(value, LABEL, scope.find, count)
  if (kind === KIND.url) return sanitizeUrl(value, scope.findInUrl, count)
  if (kind === KIND.text) {
    if (options.content === 'redacted') {
      walk.hasText = true
      return redactAndCut(value, TEXT, scope.find, count)
    }
    walk.withheld++
  }
  if (kind !== KIND.subject || value === '') return undefined
  const stands = (options.pseudonymize ?? pseudonym)(value)
  return isPseudonym(stands) ? stands : fail(walk, 'sanitize_failed')
}
