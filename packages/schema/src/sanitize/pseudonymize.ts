import { isPseudonym, pseudonym, SanitizeError } from '@hushlog/sanitizer/engine'
import type { Pseudonymize } from './state.js'

/** Replaces a subject as the options say. The result of an application's own function must be a pseudonym. */
export const pseudonymizeChecked: Pseudonymize = (value, { options, path }) => {
  const replaced = (options.pseudonymize ?? pseudonym)(value)
  if (!isPseudonym(replaced)) throw new SanitizeError('sanitize_failed', path)
  return replaced
}
