/**
 * A walk that fails closed: whatever goes wrong, the host's object that throws included, ends in a `SanitizeError` with a code and
 * the schema path that the walk had come to.
 */
import type { Scopes } from './custom.js'
import { start, type Walk } from './state.js'
import { type Policy, type Sanitized, SanitizeError, type SanitizeOptions } from './types.js'
import { createWalk } from './walk.js'

export function createSanitize(
  policy: Policy,
  scopes: Scopes,
): (input: unknown, options?: SanitizeOptions) => Sanitized {
  const walkOver = createWalk(policy)
  return (input, options = {}) => {
    let walk: Walk | undefined
    try {
      walk = start(scopes(options), options)
      walk.event = walkOver(input, walk)
      return walk
    } catch (error) {
      throw error instanceof SanitizeError ? error : new SanitizeError('sanitize_failed', walk?.path ?? '')
    }
  }
}
