/** Decides by the values of windows whether an alert fires or ends. */
import type { AlertSettings } from '../../config/config.js'
import type { Figure } from '../../query/run-query.js'

export type Verdict = 'fires' | 'ends' | 'stays'

export const thresholdOf = ({ above, below }: Pick<AlertSettings, 'above' | 'below'>): number =>
  above ?? below ?? Number.NaN

export const isBeyond = ({ above, below }: Pick<AlertSettings, 'above' | 'below'>, value: number): boolean =>
  (above !== undefined && value > above) || (below !== undefined && value < below)

/** Says whether the window makes the state another one, when those before it say the same. */
export const speaksAgainst = (
  alert: Pick<AlertSettings, 'above' | 'below'>,
  isFiring: boolean,
  value: Figure,
): boolean => value !== null && isBeyond(alert, value) !== isFiring

/**
 * A window without a value neither fires an alert nor ends it.
 *
 * @param values of the windows, the latest first; at least as many as `periods`, or up to the first that changes nothing
 */
export function judge(
  alert: Pick<AlertSettings, 'above' | 'below' | 'periods'>,
  isFiring: boolean,
  values: readonly Figure[],
): Verdict {
  const { periods } = alert
  const changes =
    values.length >= periods &&
    values.slice(0, periods).every((value) => speaksAgainst(alert, isFiring, value))
  if (!changes) return 'stays'
  return isFiring ? 'ends' : 'fires'
}
