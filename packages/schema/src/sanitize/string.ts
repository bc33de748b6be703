/** The four privacy classes whose strings a person may have had a hand in. */
import { LABEL, redactAndCut, TEXT } from './redact-and-cut.js'
import { sanitizeUrl } from './sanitize-url.js'
import { fail, type Walk } from './state.js'
import { isPseudonym, pseudonym } from './subject.js'

/** Undefined when nothing of it may leave. */
export function sanitizeString(
  kind: 'label' | 'text' | 'url' | 'subject',
  value: string,
  state: Walk,
): string | undefined {
  switch (kind) {
    case 'label':
      return redactAndCut(value, LABEL, state.find, state.count)
    case 'url':
      return sanitizeUrl(value, state.find, state.count)
    case 'text':
      if (state.options.content !== 'redacted') {
        state.withheld++
        return undefined
      }
      state.hasText = true
      return redactAndCut(value, TEXT, state.find, state.count)
    case 'subject': {
      if (value === '') return undefined
      const stands = (state.options.pseudonymize ?? pseudonym)(value)
      if (!isPseudonym(stands)) fail(state, 'sanitize_failed')
      return stands
    }
  }
}
