/** Whether a name is an event type, asked of the sanitizer: the catalogue itself, with its texts, is too much for a page. */
import { SanitizeError, sanitize } from '@hushlog/schema/sanitize'

/** An application uses few names; the bound is for one that makes them up. */
const MAX_NAMES = 256
const answers = new Map<unknown, boolean>()

export function isKnownEvent(name: unknown): boolean {
  let known = answers.get(name)
  if (known === undefined) {
    known = ask(name)
    if (answers.size >= MAX_NAMES) answers.clear()
    if (typeof name === 'string' && name.length <= 64) answers.set(name, known)
  }
  return known
}

function ask(event: unknown): boolean {
  try {
    sanitize({ event })
    return true
  } catch (error) {
    return error instanceof SanitizeError && error.code !== 'unknown_event'
  }
}
