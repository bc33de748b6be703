import { isPseudonym, pseudonym, SanitizeError } from '@hushlog/sanitizer/engine'
import type { Pseudonymize } from './state.js'

/** Replaces a subject as the options say. What an application's own function returns is checked, and must be a pseudonym. */
export const pseudonymizeChecked: Pseudonymize = (value, { options, path }) => {
  const replaced = (options.pseudonymize ?? pseudonym)(value)
  if (!isPseudonym(replaced)) throw new SanitizeError('sanitize_failed', path)
  return replaced
}
