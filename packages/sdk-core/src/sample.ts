/** Sampling by session, so that a session is there whole or not at all; without one each event is drawn for itself. */
import { pseudonym } from '@hushlog/schema/sanitize'
import type { Platform } from './platform.js'

export function isSampled(rate: number, platform: Platform): boolean {
  if (rate >= 1) return true
  const { session_id } = platform.scope()
  return (session_id ? share(session_id) : platform.random()) < rate
}

/** The same text has the same share of 1 in every client: a hash, of which 32 bits are enough. */
const share = (text: string): number => Number(`0x${pseudonym(text).slice(3, 11)}`) / 2 ** 32
