/** The metrics of tickets, incidents and predictions, of each of which several events tell. */
import type { EventName } from '@hushlog/schema'
import { durations } from './durations.js'
import { column, count, is, isNull, ratio, says } from './expression.js'
import type { Metric } from './metric.js'
import { counted, rated } from './words.js'

const TICKET: readonly EventName[] = ['ticket']
const INCIDENT: readonly EventName[] = ['incident']

const ofTickets: readonly Metric[] = [
  ...durations('first_reply_time', ['avg', 'median', 'p95'], {
    id: 'first_reply_time',
    title: 'Time to the first reply',
    description:
      'Seconds from the opening of a ticket to its first reply, of tickets first answered in the period.',
    events: TICKET,
    source: 'tickets',
    time: 'first_reply',
  }),
  ...durations('resolution_time', ['avg', 'median', 'p95'], {
    id: 'resolution_time',
    title: 'Time to the resolution',
    description:
      'Seconds from the opening of a ticket to its last resolution, of tickets last resolved in the period.',
    events: TICKET,
    source: 'tickets',
    time: 'resolved',
  }),
  counted({
    id: 'backlog',
    title: 'Open tickets',
    description:
      'Tickets that are open at the end of the bucket, or of the period: opened, or opened again, and not resolved since. Null where retention has cut what came before.',
    events: TICKET,
    better: 'lower',
    source: 'tickets',
    atEnd: true,
    value: count(),
  }),
  rated({
    id: 'deflection_estimate',
    title: 'Tickets that no person answered',
    description:
      'Tickets opened in the period with an automated reply that was sent, no override, and no `replied` by a person ÷ tickets opened in the period.',
    events: ['ticket', 'automation_outcome', 'override'],
    better: 'higher',
    source: 'tickets',
    time: 'opened',
    value: ratio(count(is('deflected', true)), count()),
  }),
]

const ofIncidents: readonly Metric[] = [
  counted({
    id: 'incidents',
    title: 'Incidents',
    description: 'Incidents opened in the period, each once.',
    events: INCIDENT,
    better: 'lower',
    source: 'incidents',
    time: 'opened',
    value: count(),
  }),
  counted({
    id: 'open_incidents',
    title: 'Open incidents',
    description: 'Incidents opened in the period of which no event tells a resolution.',
    events: INCIDENT,
    better: 'lower',
    source: 'incidents',
    time: 'opened',
    value: count(isNull('resolved')),
  }),
  ...durations('repair_time', ['avg', 'median', 'p95'], {
    id: 'mttr',
    title: 'Time to repair',
    description:
      'Seconds from the opening of an incident to its resolution, of those resolved in the period.',
    events: INCIDENT,
    source: 'incidents',
    time: 'resolved',
  }),
]

const ofPrediction = { source: 'predictions', time: 'predicted', events: ['prediction'] } as const

const ofPredictions: readonly Metric[] = [
  counted({
    ...ofPrediction,
    id: 'predictions',
    title: 'Predictions',
    description: 'Predictions first told in the period, each once.',
    value: count(),
  }),
  rated({
    ...ofPrediction,
    id: 'prediction_accuracy',
    title: 'Right predictions',
    description:
      'Predictions whose last probability says what their last outcome was (from 0.5 on, failure) ÷ predictions with the outcome success or failure.',
    better: 'higher',
    value: ratio(count(is('is_right', true)), count(says('is_right'))),
  }),
  rated({
    ...ofPrediction,
    id: 'brier_score',
    title: 'Brier score',
    description:
      'Average of (last probability − outcome)², where failure is 1 and success 0, of predictions with one of these outcomes.',
    unit: 'number',
    better: 'lower',
    value: { kind: 'avg', operand: column('squared_error') },
  }),
]

export const thingMetrics: readonly Metric[] = [...ofTickets, ...ofIncidents, ...ofPredictions]
