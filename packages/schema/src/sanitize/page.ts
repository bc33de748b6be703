/** The sanitizer of events with the page's set of rules: the same calls as `index.ts`, in a third of the bytes. */
import { pseudonym } from '@hushlog/sanitizer/engine'
import { engineFor } from '@hushlog/sanitizer/page'
import { policy } from '../gen/page-policy.gen.js'
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
export type { ContentCapture, Sanitized } from './types.js'

/** Whether the catalogue has an event type of this name. */
export const isEventName = (name: unknown): boolean => policy.events.has(name as string)

const walkOver = /* @__PURE__ */ createWalk(policy)

/** A new event with what may leave of `event`, or a `SanitizeError`, or what the host's object throws: nothing leaves then either. */
export function sanitize(input: unknown, options: Omit<SanitizeOptions, 'pseudonymize'> = {}): Sanitized {
  const walk = start(engineFor(options), options, pseudonym)
  walk.event = walkOver(input, walk)
  return walk
}
