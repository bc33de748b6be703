import { IS_SCRIPT } from '@hushlog/base'

/**
 * Says why an event cannot be sanitized and is therefore dropped. The union is closed; the collector answers
 * with the same codes.
 */
export type SanitizeFailure =
  | 'unknown_event'
  | 'missing_field'
  | 'invalid_type'
  | 'invalid_value'
  | 'too_large'
  | 'sanitize_failed'

/**
 * Says that an event must be dropped. It has a code and a schema path, never a value. Only the full engine
 * sets its name.
 */
export class SanitizeError extends Error {
  declare readonly path: string

  constructor(
    readonly code: SanitizeFailure,
    path: string,
  ) {
    super(path ? `${code} at ${path}` : code)
    // The script tag reads only the message.
    if (!IS_SCRIPT) this.path = path
  }
}
