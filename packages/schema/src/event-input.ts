/** What an application passes to `track()`: the rest of the envelope is the client's business. */
import type { Envelope, EventMap, EventName } from './gen/types.gen.js'

/** Fields of the envelope that an application may set itself. */
export type EnvelopeInput = Partial<
  Pick<EventMap[EventName], 'session_id' | 'user' | 'trace_id' | 'ticket_id' | 'channel'>
>

/** An absent value may also be written as `undefined`. */
type OrUndefined<T> = { readonly [Key in keyof T]: undefined extends T[Key] ? T[Key] | undefined : T[Key] }

type OwnFields<Name extends EventName> = Omit<EventMap[Name], keyof Envelope>

/** Fields of the event's own, and those of the envelope that an application may set. */
export type EventInput<Name extends EventName> = OrUndefined<OwnFields<Name> & EnvelopeInput>

/** Any event of the catalogue; `event` tells which. */
export type HushlogEvent = EventMap[EventName]
