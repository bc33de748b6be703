/** Checks what `POST /v1/funnel` asks for. */
import { DAY, HOUR, MINUTE } from '@hushlog/base'
import type { ReadAccess } from '../../http/access.js'
import { checkMembers, checkQuery, type Query } from '../language/check-query.js'
import { type EventSelection, parseEventSelection } from '../language/event-selection.js'
import { pointerTo, queryProblem, unknownName } from '../language/query-problem.js'
import { defaultQuerySettings, type QuerySettings } from '../language/query-settings.js'

export interface Funnel {
  /** Holds the tenants, the range, the zone, the filter of every step, and at most one group. */
  readonly query: Query
  readonly steps: readonly EventSelection[]
  /** Whose events make the steps. */
  readonly by: 'session' | 'user'
  /** All steps lie within so many milliseconds; undefined where a session is the only bound. */
  readonly windowMs: number | undefined
}

const MIN_STEPS = 2
export const MAX_STEPS = 10
/** Retention keeps events for about as long. */
const MAX_WINDOW_DAYS = 90

const members = [
  'tenant',
  'steps',
  'within',
  'by',
  'dimensions',
  'filters',
  'date_range',
  'time_zone',
  'limit',
] as const

const WINDOWS = `expected session, or a window of at most ${MAX_WINDOW_DAYS} days such as 30m, 24h or 7d`
const unitMs = { m: MINUTE, h: HOUR, d: DAY } as const

function parseWindow(value: unknown): number | undefined {
  if (value === undefined || value === null || value === 'session') return undefined
  const [, digits, unit] = (typeof value === 'string' && /^([1-9]\d{0,5})([mhd])$/.exec(value)) || []
  if (digits === undefined) throw queryProblem('/within', WINDOWS)
  const window = Number(digits) * unitMs[unit as keyof typeof unitMs]
  if (window > MAX_WINDOW_DAYS * DAY) throw queryProblem('/within', WINDOWS)
  return window
}

function parseBy(value: unknown, windowMs: number | undefined): Funnel['by'] {
  if (value === undefined || value === null) return windowMs === undefined ? 'session' : 'user'
  if (value !== 'session' && value !== 'user')
    throw unknownName('/by', 'whose events make the steps', value, ['session', 'user'])
  if (value === 'user' && windowMs === undefined)
    throw queryProblem('/within', 'expected a window such as 7d, which a funnel by user needs')
  return value
}

function parseSteps(value: unknown): readonly EventSelection[] {
  if (!Array.isArray(value) || value.length < MIN_STEPS || value.length > MAX_STEPS)
    throw queryProblem('/steps', `expected a list of ${MIN_STEPS} to ${MAX_STEPS} steps`)
  return value.map((step, i) => parseEventSelection(step, pointerTo('/steps', i)))
}

/**
 * @param body the parsed JSON of a request
 * @param now milliseconds since the epoch
 * @throws Problem `invalid_query`, or `not_found` for a tenant that may not be read
 */
export function checkFunnel(
  body: unknown,
  access: ReadAccess,
  now: number,
  settings: QuerySettings = defaultQuerySettings,
): Funnel {
  const { steps, within, by, ...rest } = checkMembers(body, '', members)
  const query = checkQuery({ ...rest, metrics: ['events'] }, access, now, settings)
  if (query.groups.length > 1) throw queryProblem('/dimensions', 'expected at most one dimension')
  const windowMs = parseWindow(within)
  return { query, steps: parseSteps(steps), by: parseBy(by, windowMs), windowMs }
}
