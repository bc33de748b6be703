/**
 * Keeps which hours of events the rollups hold. Hours are named by the epoch milliseconds at which they
 * begin.
 */
import { HOUR, MINUTE } from '@hushlog/base'

/**
 * Says where reports read an hour from. With `rows` no rollup holds it; with `summed` the rollups say what
 * the rows say; with `late` the rollups lack events that came late. These words are stored.
 */
export type HourState = 'rows' | 'late' | 'summed'

/** SDKs still deliver events of an hour for this many milliseconds after its end. */
const SETTLE_TIME = MINUTE
/** A step sums up at most this many hours. It is one transaction, for which a batch may have to wait. */
const STEP_HOURS = 24
/**
 * Late events are read from the rows at once only for the last hours, this many. Older ones wait for the next
 * step.
 */
const FRESH_HOURS = 2

export interface RollupHours {
  has(hour: number): boolean
  update(states: ReadonlyMap<number, HourState>): void
  /** @returns the states that change when rows with these event times are added */
  afterRows(times: Iterable<number>, now: number): ReadonlyMap<number, HourState>
  /**
   * Returns the hours that the next step sums up: they begin with one that has ended and is not summed up,
   * and those between two such hours are summed up with them.
   */
  nextStep(now: number): readonly number[]
  /** @returns the part of a period that must be read from the rows; empty when `from` is `to` */
  freshRange(from: number, to: number): { readonly from: number; readonly to: number }
}

const hourOf = (time: number): number => Math.floor(time / HOUR) * HOUR

/** Returns the hours in which the event times lie. */
export function hoursOf(times: Iterable<number>): ReadonlySet<number> {
  const found = new Set<number>()
  let last = Number.NaN
  for (const time of times) {
    const hour = hourOf(time)
    if (hour !== last && Number.isSafeInteger(hour)) found.add(hour)
    last = hour
  }
  return found
}

export function createRollupHours(): RollupHours {
  const hours = new Map<number, HourState>()
  return {
    has: (hour) => hours.has(hour),
    update(states) {
      for (const [hour, state] of states) hours.set(hour, state)
    },
    afterRows(times, now) {
      const changed = new Map<number, HourState>()
      for (const hour of hoursOf(times)) {
        const state = hours.get(hour)
        if (state === undefined) changed.set(hour, 'rows')
        else if (state === 'summed') changed.set(hour, hour > now - FRESH_HOURS * HOUR ? 'rows' : 'late')
      }
      return changed
    },
    nextStep(now) {
      const ended = [...hours.keys()].filter((hour) => hour + HOUR + SETTLE_TIME <= now).sort((a, b) => a - b)
      const isDue = (hour: number) => hours.get(hour) !== 'summed'
      const first = ended.findIndex(isDue)
      if (first === -1) return []
      const span = ended.slice(first, first + STEP_HOURS)
      return span.slice(0, span.findLastIndex(isDue) + 1)
    },
    freshRange(from, to) {
      let least = Number.POSITIVE_INFINITY
      let greatest = Number.NEGATIVE_INFINITY
      for (const [hour, state] of hours) {
        if (state !== 'rows' || hour < from || hour >= to) continue
        least = Math.min(least, hour)
        greatest = Math.max(greatest, hour)
      }
      return least === Number.POSITIVE_INFINITY ? { from, to: from } : { from: least, to: greatest + HOUR }
    },
  }
}
