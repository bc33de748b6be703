/** A request's worth of events. */

/** The collector's limits for one request, both of the body before compression. */
export const MAX_EVENTS = 500
export const MAX_BYTES = 512 * 1024
/** One event; more than any event of the catalogue can have after its texts were cut. */
export const MAX_EVENT_BYTES = 64 * 1024
/** Room for `{"sent_at":"…","events":[]}` and a client report. */
export const ENVELOPE_BYTES = 1024
