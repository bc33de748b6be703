/** Refuses a query: says where it is wrong, what is allowed, and the nearest name. */
import { didYouMean } from '../../config/did-you-mean.js'
import { Problem } from '../../http/problem.js'

/** A refusal lists at most so many allowed names; the catalogue has all of them. */
const MAX_NAMES = 20

/**
 * @param pointer a JSON pointer (RFC 6901) into the query
 * @param detail says what is allowed; it never repeats what was sent
 */
export const queryProblem = (pointer: string, detail: string, nearest?: string): Problem =>
  new Problem('invalid_query', {
    detail: nearest === undefined ? detail : `${detail}; the nearest is ${nearest}`,
    members: { pointer, ...(nearest !== undefined && { nearest }) },
  })

/**
 * Refuses a name that is not one of those allowed.
 *
 * @param what says what the name is of, such as `a metric`
 */
export function unknownName(
  pointer: string,
  what: string,
  given: unknown,
  allowed: readonly string[],
): Problem {
  const nearest = typeof given === 'string' ? didYouMean(given, allowed) : undefined
  const names = allowed.length <= MAX_NAMES ? `: ${allowed.join(', ')}` : ' that GET /v1/catalogue lists'
  return queryProblem(pointer, `expected ${what}${names}`, nearest)
}

/** Appends a member's name or an index to a JSON pointer. */
export const pointerTo = (pointer: string, member: string | number): string =>
  `${pointer}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`
