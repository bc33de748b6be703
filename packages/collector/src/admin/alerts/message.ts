/** Writes what a webhook is told. It holds names of the configuration and figures alone. */
import type { AlertSettings } from '../../config/config.js'
import { thresholdOf } from './judge.js'

export interface MessageFacts {
  readonly id: string
  readonly alert: AlertSettings
  readonly tenant: string
  readonly firing: boolean
  readonly value: number
  /** Milliseconds since the epoch. */
  readonly now: number
}

export const messageOf = ({ id, alert, tenant, firing, value, now }: MessageFacts): string =>
  JSON.stringify({
    id,
    type: firing ? 'alert.firing' : 'alert.ok',
    at: new Date(now).toISOString(),
    name: alert.name,
    tenant,
    state: firing ? 'firing' : 'ok',
    metric: alert.query.metrics[0],
    value,
    compare: alert.above === undefined ? 'below' : 'above',
    threshold: thresholdOf(alert),
    window: alert.window,
    periods: alert.periods,
  })
