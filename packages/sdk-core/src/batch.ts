/** The limits of one request. The collector enforces the first two. */

/** Events in a batch. */
export const MAX_EVENTS = 500
/** Bytes of a body before compression. */
export const MAX_BYTES = 512 * 1024
/** Bytes of one event. No event of the catalogue is larger once its texts are cut. */
export const MAX_EVENT_BYTES = 64 * 1024
/** Bytes reserved in a body for `{"sent_at":"…","events":[]}` and a client report. */
export const BODY_OVERHEAD = 1024
