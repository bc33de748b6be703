/** Samples whole sessions, so that no session is captured in part. An event without a session is drawn by itself. */
import { IS_SCRIPT } from '@hushlog/base'
import { pseudonym } from '@hushlog/schema/sanitize'
import type { Platform } from './platform.js'

/** @param rate share of sessions to capture, 0 to 1 */
export function isSampled(rate: number, platform: Platform): boolean {
  // A rate that is no figure leaves nothing out.
  if (!(rate < 1)) return true
  const { session_id } = platform.currentScope()
  // In a page every event has a session.
  if (!IS_SCRIPT && !session_id) return platform.random() < rate
  // The hash of the id is the same in every client, and 32 bits of it are precise enough.
  return Number(`0x${pseudonym(session_id as string).slice(3, 11)}`) / 2 ** 32 < rate
}
