import { type BackOffLimits, SECOND } from '@hushlog/base'

/** Limits how long the collector waits before it tries again what a store or a disk refused. */
export const RETRY_LIMITS: BackOffLimits = {
  /** Most failures are a restart or a dropped connection. */
  firstMs: 250,
  /** This is also how late a sink notices that its store is back. */
  longestMs: 30 * SECOND,
  /** Full jitter may draw zero, and a store that fails must not be tried again at once. */
  shortestMs: 20,
}
