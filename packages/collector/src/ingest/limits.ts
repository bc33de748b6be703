/** What one request may bring, and what all of them together may hold in memory. */

/** Of the body as it is sent and again when it is decompressed. */
export const BODY_BYTES = 8 * 1024 * 1024

export const BATCH_EVENTS = 10_000

/** Bodies being received or on their way into the log, as sent and decompressed; above it requests get 503. */
export const IN_FLIGHT_BYTES = 64 * 1024 * 1024

/** Seconds after which to come back when there is too much to do; a full log takes longer to empty. */
export const RETRY_SOON = '1'
export const RETRY_FULL = '10'
