/** Limits what one request holds. The collector enforces the first two limits. */

/** A batch holds at most this many events. */
export const MAX_EVENTS = 500
/** A body has at most this many bytes before compression. */
export const MAX_BYTES = 512 * 1024
/** An event has at most this many bytes. No event of the catalogue is larger once its texts are cut. */
export const MAX_EVENT_BYTES = 64 * 1024
/** This many bytes of a body are reserved for `{"sent_at":"…","events":[]}` and a client report. */
export const BODY_OVERHEAD = 1024
