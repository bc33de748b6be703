/** The four privacy classes whose strings a person may have had a hand in. */
import { LABEL, redactAndCut, TEXT } from './redact-and-cut.js'
import { sanitizeUrlCounted } from './sanitize-url.js'
import { fail, type Walk } from './state.js'
import { isPseudonym } from './subject.js'

/** Undefined when nothing of it may leave. */
export function sanitizeString(
  kind: 'label' | 'text' | 'url' | 'subject',
  value: string,
  state: Walk,
): string | undefined {
  switch (kind) {
    case 'label':
      return redactAndCut(value, LABEL, state.count)
    case 'url':
      return sanitizeUrlCounted(value, state.count)
    case 'text':
      if (!state.keepText) {
        state.withheld++
        return undefined
      }
      state.hasText = true
      return redactAndCut(value, TEXT, state.count)
    case 'subject': {
      if (value === '') return undefined
      const stands = state.pseudonymize(value)
      if (!isPseudonym(stands)) fail(state, 'sanitize_failed')
      return stands
    }
  }
}
