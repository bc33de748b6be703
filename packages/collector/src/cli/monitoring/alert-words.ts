/** Says what rules of every monitoring system say of an alert of the configuration. */
import { thresholdOf } from '../../admin/alerts/judge.js'
import type { AlertSettings } from '../../config/config.js'

/** @returns `no-match` as `NoMatch` */
export const pascalCase = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')

/** Holds names of the catalogue and figures alone: a filter could have signs that a template means something by. */
export const describeAlert = (alert: AlertSettings): string => {
  const windows = alert.periods === 1 ? 'a window' : `${alert.periods} windows`
  const side = alert.above === undefined ? 'below' : 'above'
  return `${alert.query.metrics[0]} is ${side} ${thresholdOf(alert)} in ${windows} of ${alert.window}`
}
