/** Says why the collector gave no answer. */
export type ProblemKind =
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'invalid'
  | 'unavailable'
  | 'unreachable'
  | 'unexpected'

/** Says what a refusal has beside its words. */
export interface Refusal {
  /** Names the kind of the refusal, such as `invalid_query`. */
  readonly code?: string | undefined
  /** Says by a JSON pointer where the question is wrong. */
  readonly pointer?: string | undefined
  /** Is the nearest name that is allowed. */
  readonly nearest?: string | undefined
}

export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** @param detail what the collector says about it, for a reader */
  constructor(
    readonly kind: ProblemKind,
    readonly detail?: string,
    readonly refusal: Refusal = {},
  ) {
    super(detail ?? kind)
  }
}

export function kindOf(status: number): ProblemKind {
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not_found'
  if (status === 400 || status === 422) return 'invalid'
  if (status === 429 || status === 502 || status === 503 || status === 504) return 'unavailable'
  return 'unexpected'
}
