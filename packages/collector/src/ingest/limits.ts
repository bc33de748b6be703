/** Limits one request. */

/** The limit applies to the body as it is sent and again to the decompressed one. */
export const BODY_BYTES = 8 * 1024 * 1024

export const BATCH_EVENTS = 10_000

/**
 * Bounds what is parsed as a whole. A field may have a million characters; the members and levels are many times those
 * of the largest event of the catalogue.
 */
export const EVENT_CHARACTERS = 2 * 1024 * 1024
export const EVENT_MEMBERS = 1_000
export const EVENT_LEVELS = 16

/** Values of `Retry-After` for a busy collector and for a full log, which takes longer to drain. */
export const RETRY_SOON_SECONDS = '1'
export const RETRY_FULL_SECONDS = '10'
