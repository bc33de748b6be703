/** Samples whole sessions, so that no session is captured in part. An event without a session is drawn by itself. */
import { pseudonym } from '@hushlog/schema/sanitize'
import type { Platform } from './platform.js'

/** @param rate share of sessions to capture, 0 to 1 */
export function isSampled(rate: number, platform: Platform): boolean {
  if (rate >= 1) return true
  const { session_id } = platform.currentScope()
  return (session_id ? shareOf(session_id) : platform.random()) < rate
}

/** Maps a text to a number from 0 to 1, the same in every client: 32 bits of its hash are precise enough. */
const shareOf = (text: string): number => Number(`0x${pseudonym(text).slice(3, 11)}`) / 2 ** 32
