/**
 * Collects events by the hour in which they happen, so that a history leaves in the order of time however far ahead
 * its parts are known. It holds what is to come of what has begun, not the whole history.
 */
import { HOUR } from '@hushlog/base'
import type { HushlogEvent } from '@hushlog/schema'

/** An event of the history, with its time in milliseconds since the epoch. */
export interface DemoEvent {
  readonly time: number
  readonly event: HushlogEvent
  /** Holds what the collector found that the client had missed, as rule:count pairs. */
  readonly found?: string | undefined
}

export interface Timeline {
  /** Adds an event, unless it is after the end of the history. */
  add(added: DemoEvent): boolean
  /** Returns the events of an hour in order and forgets them. */
  take(hour: number): readonly DemoEvent[]
}

/** @param span in milliseconds since the epoch, without its end */
export const createTimeline = ({ from, to }: { from: number; to: number }): Timeline => {
  const hours = new Map<number, DemoEvent[]>()
  return {
    add(added) {
      if (added.time < from || added.time >= to) return false
      const hour = Math.floor((added.time - from) / HOUR)
      const known = hours.get(hour)
      if (known === undefined) hours.set(hour, [added])
      else known.push(added)
      return true
    },
    take(hour) {
      const events = hours.get(hour) ?? []
      hours.delete(hour)
      return events.sort((a, b) => a.time - b.time)
    },
  }
}
