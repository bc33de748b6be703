/** The types of what an application passes to `track()`. The client sets the rest of the envelope. */
import type { Envelope, EventMap, EventName } from './gen/types.gen.js'

/** The fields of the envelope that an application may set itself. */
export type EnvelopeInput = Partial<
  Pick<EventMap[EventName], 'session_id' | 'user' | 'trace_id' | 'ticket_id' | 'channel'>
>

/** An absent value may also be written as `undefined`. */
type OrUndefined<T> = { readonly [Key in keyof T]: undefined extends T[Key] ? T[Key] | undefined : T[Key] }

type OwnFields<Name extends EventName> = Omit<EventMap[Name], keyof Envelope>

/** Holds the event's own fields, and those of the envelope that an application may set. */
export type EventInput<Name extends EventName> = OrUndefined<OwnFields<Name> & EnvelopeInput>

/** An event of the catalogue. Its `event` says which type it has. */
export type HushlogEvent = EventMap[EventName]
