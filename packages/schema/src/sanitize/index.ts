/**
 * Sanitizes events with the full engine: decides what may leave, and in which form. It needs no DOM, no Node
 * and no Ajv.
 */
import { SanitizeError } from '@hushlog/sanitizer/engine'
import { engineFor } from '@hushlog/sanitizer/full'
import { convert } from './convert.js'
import { policy, requiredFields } from './full-policy.js'
import { sanitizeOther } from './other.js'
import { pseudonymizeChecked } from './pseudonymize.js'
import { createSanitize } from './sanitize-event.js'
import type { Fields } from './state.js'
import type { Sanitized, SanitizeOptions } from './types.js'
import { withReducedUserAgent } from './user-agent.js'

export {
  type CustomOptions,
  type CustomRule,
  CustomRuleError,
  explainRule,
  type Finding,
  type Redacted,
  type RedactOptions,
  RULES_VERSION,
  type Rule,
  redactText,
  rules,
  sanitizeUrl,
} from '@hushlog/sanitizer'
export {
  formatCounts,
  isPseudonym,
  pseudonym,
  SanitizeError,
  type SanitizeFailure,
} from '@hushlog/sanitizer/engine'
export type { ContentCapture, RemovedField, Sanitized, SanitizeOptions } from './types.js'
export { reduceUserAgent } from './user-agent.js'

/** Says whether the catalogue has an event type of this name. */
export const isEventName = (name: unknown): boolean => policy.events.has(name as string)

const walk = /* @__PURE__ */ createSanitize(policy, engineFor, pseudonymizeChecked, {
  convert,
  sanitizeOther,
})

/**
 * Sanitizes an event: strict about content, lenient about form. Null is absent, a scalar is converted where
 * nothing is lost, and an optional field whose value cannot be taken is removed and listed.
 *
 * @param input an event; it is not changed
 * @param options they must not change after their first use
 * @returns a new event of the catalogue with what may leave, and counts of what was found and removed
 * @throws SanitizeError with a code and a schema path, never a value, for what is no event of the catalogue
 *   and for a field that the event must have
 */
export function sanitize(input: unknown, options?: SanitizeOptions): Sanitized {
  const { event, findings, removed, removedFields, withheld, hasText } = walk(
    withReducedUserAgent(input),
    options,
  )
  // An inherited type is not a field of the event.
  for (const path of requiredFields.get(event.event as string) ?? ['event'])
    if (event[path] == null && valueAt(event, path) == null && !isDeniedInside(path, options))
      throw new SanitizeError(
        removedFields.find((field) => field.path === path)?.code ?? 'missing_field',
        path,
      )
  return { event, findings, removed, removedFields, withheld, hasText }
}

/** A denied key takes a field of an object even where the object must have it. */
const isDeniedInside = (path: string, options: SanitizeOptions = {}): boolean =>
  path.includes('.') && engineFor(options).isDenied?.(path.slice(path.indexOf('.') + 1)) === true

const valueAt = (event: Fields, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Fields | undefined)?.[name], event)
