/** The metrics that judge a session by all its events once one of them is selected. */
import { durations } from './durations.js'
import { count, is, ratio } from './expression.js'
import type { Metric } from './metric.js'
import { usageEvents } from './usage-events.js'
import { counted, rated } from './words.js'

/** A session belongs to the bucket in which it began. */
const ofSession = { source: 'sessions', time: 'began', events: usageEvents } as const

const started = is('started', true)
const asked = is('asked', true)

export const sessionMetrics: readonly Metric[] = [
  rated({
    ...ofSession,
    id: 'completion_rate',
    title: 'Completed sessions',
    description:
      'Of sessions whose `session_start` is selected, those with a `session_end` at any later time that the application sent, and not the collector for a quiet session.',
    better: 'higher',
    value: ratio(count({ op: 'and', conditions: [started, is('completed', true)] }), count(started)),
  }),
  rated({
    ...ofSession,
    id: 'answered_rate',
    title: 'Answered sessions',
    description:
      'Of sessions with a selected question, those with an answer, at any time, that did not fail.',
    better: 'higher',
    value: ratio(count({ op: 'and', conditions: [asked, is('answered', true)] }), count(asked)),
  }),
  ...durations('session_duration', ['avg', 'median'], {
    ...ofSession,
    id: 'session_duration',
    title: 'Duration of sessions',
    description:
      'Seconds that the last `session_end` of the application states, else from the first event to the last. Open sessions and those of one event are left out.',
    better: null,
  }),
  counted({
    ...ofSession,
    id: 'single_event_sessions',
    title: 'Sessions of one event',
    description: 'Sessions that are not open and have one event, besides an end that the collector sent.',
    value: count(is('is_single', true)),
  }),
  counted({
    ...ofSession,
    id: 'open_sessions',
    title: 'Open sessions',
    description: 'Sessions without a `session_end` whose last event is less than 30 minutes before now.',
    value: count(is('is_open', true)),
  }),
]
