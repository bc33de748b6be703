/** Node as the shared client sees it. */
import { randomFillSync } from 'node:crypto'
import { RULES_VERSION } from '@hushlog/schema/sanitize'
import { createUlids, nextUlid, type Platform, type Ulids } from '@hushlog/sdk-core'
import { currentScope } from './scope.js'
import { SDK_VERSION } from './version.js'

/** Random bytes are drawn in blocks: one call for 15 bytes costs as much as one for 4096. */
const POOL_BYTES = 4096

/** What `context` has of its own, in every event. */
export const surroundings = Object.freeze({ sdk: 'node', sdk_version: SDK_VERSION, rules: RULES_VERSION })

export interface NodePlatform extends Platform {
  readonly ids: Ulids
}

export function createPlatform(send: Platform['send'], warn: (message: string) => void): NodePlatform {
  const pool = new Uint8Array(POOL_BYTES)
  let used = POOL_BYTES
  const ids = createUlids((length) => {
    if (used + length > POOL_BYTES) {
      randomFillSync(pool)
      used = 0
    }
    used += length
    return pool.subarray(used - length, used)
  })

  return {
    now: Date.now,
    random: Math.random,
    ids,
    newId: (now) => nextUlid(ids, now),
    byteLength: (text) => Buffer.byteLength(text),
    setTimer(run, ms, hold) {
      const timer = setTimeout(run, ms)
      if (!hold) timer.unref()
      return () => clearTimeout(timer)
    },
    send,
    warn,
    context: (own) => (typeof own === 'object' && own !== null ? { ...own, ...surroundings } : surroundings),
    scope: currentScope,
  }
}
