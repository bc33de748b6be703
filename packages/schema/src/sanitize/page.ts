/**
 * Sanitizes events with the page's engine. It exports the same functions as `index.ts`, and is a third of its
 * size.
 */
import { pseudonym } from '@hushlog/sanitizer/engine'
import { engineFor } from '@hushlog/sanitizer/page'
import { policy } from '../gen/page-policy.gen.js'
import { checksInPage } from './in-page.js'
import { start } from './state.js'
import type { Sanitized, SanitizeOptions } from './types.js'
import { createWalk } from './walk.js'

export {
  type CustomOptions,
  type CustomRule,
  type Finding,
  formatCounts,
  isPseudonym,
  pseudonym,
  SanitizeError,
  type SanitizeFailure,
} from '@hushlog/sanitizer/engine'
export {
  type Redacted,
  type RedactOptions,
  RULES_VERSION,
  type Rule,
  redactInPage,
  redactText,
  rules,
  sanitizeUrl,
} from '@hushlog/sanitizer/page'
export type { ContentCapture, RemovedField, Sanitized } from './types.js'

/** Says whether the catalogue has an event type of this name. */
export const isEventName = (name: unknown): boolean => policy.events.has(name as string)

const walkOver = /* @__PURE__ */ createWalk(policy, checksInPage)

/**
 * Returns a new event with what may leave. Throws a `SanitizeError`, or what the host's object throws:
 * nothing leaves then either.
 */
export function sanitize(input: unknown, options: Omit<SanitizeOptions, 'pseudonymize'> = {}): Sanitized {
  const walk = start(engineFor(options), options, pseudonym)
  walk.event = walkOver(input, walk)
  return walk
}
