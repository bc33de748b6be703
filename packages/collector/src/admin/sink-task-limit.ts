import { HOUR } from '@hushlog/base'

/**
 * Milliseconds that an erasure or retention may take in one sink: it may have to rewrite millions of events.
 */
export const SINK_TASK_LIMIT = HOUR
