/**
 * What a metric counts: events, or things that several events tell of together. Each is a relation with one row
 * for each thing; the compiler groups its rows alike.
 */
export const sourceNames = [
  /** One row for each event. */
  'events',
  /** One row for each session with a selected event, judged by all its events. */
  'sessions',
  /** One row for each `ticket_id`. */
  'tickets',
  /** One row for each `incident_id`. */
  'incidents',
  /** One row for each `prediction_id`; a prediction without one is a row of its own. */
  'predictions',
  /** One row for each rule and stage of each event. */
  'redactions',
  /** One row for each reason of each client report. */
  'drops',
] as const

export type SourceName = (typeof sourceNames)[number]
