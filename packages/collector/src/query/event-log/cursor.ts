/**
 * A cursor says after which event a page begins, and what range was asked for first. So pages stay as they are
 * while events come in: none is shown twice, and none of those that were there is left out.
 */

import { queryProblem } from '../language/query-problem.js'
import type { Range } from '../language/range.js'

export interface Cursor extends Range {
  /** The time of the last event of the page before, in milliseconds since the epoch. */
  readonly ts: number
  readonly id: string
}

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/
const MAX_LENGTH = 200

const isTime = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Math.abs(Number(value)) < 8e15

export const writeCursor = ({ from, to, ts, id }: Cursor): string =>
  Buffer.from(JSON.stringify([from, to, ts, id])).toString('base64url')

function decode(value: string): unknown {
  try {
    return JSON.parse(Buffer.from(value, 'base64url').toString('utf8')) as unknown
  } catch {
    return undefined
  }
}

/** @throws Problem `invalid_query` */
export function parseCursor(value: unknown): Cursor | undefined {
  if (value === undefined || value === null) return undefined
  const parts = typeof value === 'string' && value.length <= MAX_LENGTH ? decode(value) : undefined
  const [from, to, ts, id] = Array.isArray(parts) ? (parts as unknown[]) : []
  if (isTime(from) && isTime(to) && isTime(ts) && typeof id === 'string' && ULID.test(id) && from < to)
    return { from, to, ts, id }
  throw queryProblem('/cursor', 'expected the next_cursor of the page before, as it was given')
}
