/** Sampling by session, so that a session is there whole or not at all; without one each event is drawn for itself. */
import type { Platform } from './platform.js'

export function isSampled(rate: number, platform: Platform): boolean {
  if (rate >= 1) return true
  const { session_id } = platform.scope()
  return (session_id ? share(session_id) : platform.random()) < rate
}

/** The largest prime of 31 bits. */
const PRIME = 2 ** 31 - 1
/** Spreads neighbours over the whole range; what is rounded off is rounded off everywhere. */
const FACTOR = 1e9

/** The same text has the same share of 1 in every client. */
function share(text: string): number {
  let hash = 0
  for (const character of text) hash = ((hash + character.charCodeAt(0)) * FACTOR) % PRIME
  return hash / PRIME
}
