/** What the makers of events share: the dice, the course of things, and a way to say that something happened. */
import type { Envelope, EventMap, EventName, HushlogEvent } from '@hushlog/schema'
import type { Course } from './course.js'
import { ulid } from './ids.js'
import type { Random } from './random.js'
import type { DemoEvent } from './timeline.js'

type OwnFields<Name extends EventName> = Omit<EventMap[Name], keyof Envelope>

/** What events of one visit, ticket or machine have in common. */
export interface Common extends Partial<Omit<Envelope, 'id' | 'event' | 'ts' | 'schema_version'>> {
  /** Holds what the collector found that the client had missed, as rule:count pairs. */
  readonly found?: string
}

export interface Scene {
  readonly random: Random
  readonly course: Course
  /** How many customers the company has. */
  readonly customers: number
  /** Counts the tickets that were opened. */
  tickets: number
  /** Counts the predictions that were made. */
  predictions: number
  /** @param time milliseconds since the epoch */
  happen<Name extends EventName>(name: Name, time: number, common: Common, fields: OwnFields<Name>): string
}

export type Add = (added: DemoEvent) => void

export const createScene = (random: Random, course: Course, customers: number, add: Add): Scene => ({
  random,
  course,
  customers,
  tickets: 0,
  predictions: 0,
  happen(name, time, { found, ...common }, fields) {
    const moment = Math.round(time)
    const id = ulid(random, moment)
    const ts = new Date(moment).toISOString()
    // The types of the fields follow from the name, which a union of all events cannot say.
    const event = { id, event: name, ts, schema_version: 1, ...common, ...fields } as unknown as HushlogEvent
    add({ time: moment, event, found })
    return id
  },
})

/** Rounds figures as applications send them. */
export const rounded = (value: number, digits = 0): number => {
  const factor = 10 ** digits
  return Math.round(value * factor) / factor
}
