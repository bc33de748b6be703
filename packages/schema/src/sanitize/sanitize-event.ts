/**
 * Sanitizes an event and fails closed: whatever goes wrong, also when the host's object throws, becomes a
 * `SanitizeError` with a code and the schema path that the walk had reached.
 */
import { type EngineFor, SanitizeError } from '@hushlog/sanitizer/engine'
import { type Pseudonymize, start, type Walk } from './state.js'
import type { Policy, Sanitized, SanitizeOptions } from './types.js'
import { type Checks, createWalk } from './walk.js'

export function createSanitize(
  policy: Policy,
  engineFor: EngineFor,
  pseudonymize: Pseudonymize,
  checks: Checks,
): (input: unknown, options?: SanitizeOptions) => Sanitized {
  const walkOver = createWalk(policy, checks)
  return (input, options = {}) => {
    let walk: Walk | undefined
    try {
      walk = start(engineFor(options), options, pseudonymize)
      walk.event = walkOver(input, walk)
      return walk
    } catch (error) {
      throw error instanceof SanitizeError ? error : new SanitizeError('sanitize_failed', walk?.path ?? '')
    }
  }
}
