/** Sampling by session, so that a session is there whole or not at all; without one each event is drawn for itself. */
import type { Platform } from './platform.js'

export function isSampled(rate: number, platform: Platform): boolean {
  if (rate >= 1) return true
  const { session_id } = platform.scope()
  return (session_id === undefined ? platform.random() : share(session_id)) < rate
}

/** FNV-1a with a last mix, as a share of 1: http://www.isthe.com/chongo/tech/comp/fnv/ */
function share(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  return (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0) / 0x100000000
}
