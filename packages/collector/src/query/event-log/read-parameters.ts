/** Reads the parameters of an address as the members of a request in JSON. */
import type { Request } from 'express'
import { isObject } from '../language/check-query.js'
import { pointerTo, queryProblem } from '../language/query-problem.js'

function parseJson(value: unknown, pointer: string, parameter: string): unknown {
  if (typeof value !== 'string')
    throw queryProblem(pointer, `expected the parameter ${parameter} once, as JSON`)
  try {
    return JSON.parse(value) as unknown
  } catch {
    throw queryProblem(pointer, `expected the parameter ${parameter} to be JSON`)
  }
}

/** Several values are separated by commas, as in `event=user_query,feedback`. */
const listOf = (value: unknown): unknown =>
  typeof value === 'string' && value.includes(',') ? value.split(',') : value

/**
 * Takes `q`, the whole request in JSON, and single parameters, which go before its members.
 *
 * @throws Problem `invalid_query`
 */
export function readParameters({ query }: Pick<Request, 'query'>): unknown {
  const { q, filters, event, date_range, ...rest } = query
  const asked = q === undefined ? {} : parseJson(q, '', 'q')
  if (!isObject(asked)) throw queryProblem('', 'expected the parameter q to be a JSON object')
  return {
    ...asked,
    ...rest,
    ...(event !== undefined && { event: listOf(event) }),
    ...(date_range !== undefined && { date_range: listOf(date_range) }),
    ...(filters !== undefined && { filters: parseJson(filters, pointerTo('', 'filters'), 'filters') }),
  }
}
