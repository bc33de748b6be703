/** Replaces the subjects of one tenant on the fast path, and remembers the replacements. */
import { isPseudonym } from '@hushlog/sanitizer/engine'
import { SUBJECT_MAX } from '@hushlog/schema/fields'
import { createLiteralCache, type LiteralCache } from './literal-cache.js'

export interface Subjects {
  /** Returns the replacement as JSON; undefined for a value that the slow path has to judge. */
  replacementOf(value: string): string | undefined
  /**
   * Returns the replacements by the subject as it stands in a text. The memory is allocated for the first
   * subject.
   */
  known(): LiteralCache<string>
}

/** @param pseudonymize returns the pseudonym that is stored; it is different for each tenant */
export function createSubjects(pseudonymize: (value: string) => string): Subjects {
  let known: LiteralCache<string> | undefined
  return {
    replacementOf(value) {
      if (value === '' || value.length > SUBJECT_MAX) return undefined
      const replacement = pseudonymize(value)
      return isPseudonym(replacement) ? `"${replacement}"` : undefined
    },
    known() {
      known ??= createLiteralCache(1024)
      return known
    },
  }
}
