/** Limits one request. */

/** The limit applies to the body as it is sent and again to the decompressed one. */
export const BODY_BYTES = 8 * 1024 * 1024

export const BATCH_EVENTS = 10_000

/** Values of `Retry-After` for a busy collector and for a full log, which takes longer to drain. */
export const RETRY_SOON_SECONDS = '1'
export const RETRY_FULL_SECONDS = '10'
