/** Lists what an operator of a collector is woken for, as data from which rules for each monitoring system are written. */

/** A condition on one metric, or on the ratio of two. */
interface Condition {
  readonly metric: string
  /** Names the metric by which the first is divided. */
  readonly per?: string
  /** `gauge` is what a metric shows, `increase` how much a counter grew, `each` of them by sink. */
  readonly read: 'gauge' | 'increase'
  readonly bySink: boolean
  readonly is: 'above' | 'below'
  readonly threshold: number
}

export interface OperationalAlarm extends Condition {
  /** Is in the form that names of rules have. */
  readonly name: string
  readonly severity: 'warning' | 'critical'
  /** Minutes over which a counter is looked at. */
  readonly over: number
  /** Minutes for which it has to be so. */
  readonly forMinutes: number
  readonly summary: string
  readonly action: string
}

const DELIVERY = 'See "When a sink fails" in docs/operations.md; hushlog sinks list says more.'

export const operationalAlarms: readonly OperationalAlarm[] = [
  {
    name: 'HushlogSinkBehind',
    severity: 'warning',
    metric: 'hushlog_sink_lag_seconds',
    read: 'gauge',
    bySink: true,
    is: 'above',
    threshold: 600,
    over: 5,
    forMinutes: 10,
    summary: 'A sink is more than ten minutes behind the log',
    action: DELIVERY,
  },
  {
    name: 'HushlogDeadLetters',
    severity: 'warning',
    metric: 'hushlog_sink_dead_letters_total',
    read: 'increase',
    bySink: true,
    is: 'above',
    threshold: 0,
    over: 15,
    forMinutes: 0,
    summary: 'A sink refused records for good, which are dead letters now',
    action: 'hushlog dead-letters list says why, hushlog dead-letters replay sends them again.',
  },
  {
    name: 'HushlogRecordsGivenUp',
    severity: 'critical',
    metric: 'hushlog_sink_expired_total',
    read: 'increase',
    bySink: true,
    is: 'above',
    threshold: 0,
    over: 15,
    forMinutes: 0,
    summary: 'Records aged out of the log while a sink failed, and are lost to it',
    action: DELIVERY,
  },
  {
    name: 'HushlogLogFilling',
    severity: 'critical',
    metric: 'hushlog_log_bytes',
    per: 'hushlog_log_limit_bytes',
    read: 'gauge',
    bySink: false,
    is: 'above',
    threshold: 0.8,
    over: 5,
    forMinutes: 5,
    summary: 'The log holds more than 80 % of what it may; when it is full, events are refused',
    action: 'See "Who holds the log back" in docs/operations.md.',
  },
  {
    name: 'HushlogEventsRejected',
    severity: 'warning',
    metric: 'hushlog_events_rejected_total',
    per: 'hushlog_events_received_total',
    read: 'increase',
    bySink: false,
    is: 'above',
    threshold: 0.05,
    over: 15,
    forMinutes: 15,
    summary: 'More than 5 % of the events are rejected',
    action: 'GET /v1/refusals says by code, path and origin what is wrong.',
  },
  {
    name: 'HushlogNotReady',
    severity: 'critical',
    metric: 'hushlog_ready',
    read: 'gauge',
    bySink: false,
    is: 'below',
    threshold: 1,
    over: 1,
    forMinutes: 2,
    summary: 'The collector takes no events',
    action: 'GET /readyz names the reasons.',
  },
]
