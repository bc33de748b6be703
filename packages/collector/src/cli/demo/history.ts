/**
 * Makes up the history of a company: events in the order of time, so many as were asked for, the same for the same seed.
 * It holds one hour and what is still to come of what has begun.
 */
import { HOUR } from '@hushlog/base'
import { createCourse, type Span } from './course.js'
import { makeOperation, tellIncident } from './operations.js'
import { createRandom } from './random.js'
import { machineWeight, visitWeight } from './rhythm.js'
import { createScene, type Scene } from './scene.js'
import { makeTicket } from './tickets.js'
import { createTimeline, type DemoEvent } from './timeline.js'
import { makeProgram, makeVisit } from './visits.js'

export interface HistoryOptions {
  readonly seed: number
  readonly events: number
  /** In milliseconds since the epoch, without the end. */
  readonly span: Span
}

/** What makes events of one kind, and how many of all events it makes. */
interface Source {
  readonly share: number
  /** Says how busy the hour of a time is, beside the others. */
  weight(time: number, from: number): number
  make(scene: Scene, time: number): void
}

const sources: readonly Source[] = [
  { share: 0.1, weight: machineWeight, make: makeOperation },
  { share: 0.06, weight: machineWeight, make: makeProgram },
  { share: 0.14, weight: visitWeight, make: makeTicket },
  { share: 0.7, weight: visitWeight, make: makeVisit },
]

/** A customer comes back every so many events of the history. */
const EVENTS_PER_CUSTOMER = 60

interface Quota extends Source {
  readonly events: number
  made: number
}

/** Divides the events among the sources; the last one takes what rounding leaves. */
const quotasOf = (events: number): readonly Quota[] => {
  let rest = events
  return sources.map((source, i) => {
    const own = i === sources.length - 1 ? rest : Math.round(events * source.share)
    rest -= own
    return { ...source, events: own, made: 0 }
  })
}

/** Yields the events of one hour after another; an hour may have none. */
export function* createHistory({
  seed,
  events,
  span,
}: HistoryOptions): Generator<readonly DemoEvent[], void> {
  const { from, to } = span
  const random = createRandom(seed)
  const course = createCourse(span, random)
  const timeline = createTimeline(span)
  const quotas = quotasOf(events)
  let current = quotas[0] as Quota
  const scene = createScene(
    random,
    course,
    Math.max(20, Math.round(events / EVENTS_PER_CUSTOMER)),
    (added) => {
      if (current.made < current.events && timeline.add(added)) current.made++
    },
  )
  const hours = Math.ceil((to - from) / HOUR)
  const lengthOf = (hour: number): number => Math.min(HOUR, to - from - hour * HOUR)
  const weightOf = (source: Source, hour: number): number =>
    (source.weight(from + hour * HOUR, from) * lengthOf(hour)) / HOUR
  const totals = quotas.map((quota) => {
    let total = 0
    for (let hour = 0; hour < hours; hour++) total += weightOf(quota, hour)
    return total
  })
  const passed = quotas.map(() => 0)
  for (const incident of course.incidents) tellIncident(scene, incident)
  for (let hour = 0; hour < hours; hour++) {
    for (const [i, quota] of quotas.entries()) {
      current = quota
      passed[i] = (passed[i] ?? 0) + weightOf(quota, hour)
      const isLast = hour === hours - 1
      const due = isLast ? quota.events : (quota.events * (passed[i] ?? 0)) / (totals[i] ?? 1)
      while (quota.made < due) quota.make(scene, from + hour * HOUR + random.next() * lengthOf(hour))
    }
    yield timeline.take(hour)
  }
}
