/** Implements the platform of the shared client for Node. */
import { randomFillSync } from 'node:crypto'
import { RULES_VERSION } from '@hushlog/schema/sanitize'
import type { Platform } from '@hushlog/sdk-core'
import { currentScope } from './scope.js'
import { letProcessEnd } from './timers.js'
import { createUlidSource, nextUlid, type UlidSource } from './ulid.js'
import { SDK_VERSION } from './version.js'

/** Random bytes are drawn in blocks: one call for 15 bytes costs as much as one for 4096. */
const POOL_BYTES = 4096

/** Fields of `context` that every event has. An application cannot change them. */
export const CLIENT_CONTEXT = Object.freeze({ sdk: 'node', sdk_version: SDK_VERSION, rules: RULES_VERSION })

export interface NodePlatform extends Platform {
  readonly ulids: UlidSource
}

export function createPlatform(send: Platform['sendRequest'], warn: (message: string) => void): NodePlatform {
  const pool = new Uint8Array(POOL_BYTES)
  let used = POOL_BYTES
  const ulids = createUlidSource((count) => {
    if (used + count > POOL_BYTES) {
      randomFillSync(pool)
      used = 0
    }
    used += count
    return pool.subarray(used - count, used)
  })

  return {
    now: Date.now,
    random: Math.random,
    ulids,
    newId: (now) => nextUlid(ulids, now),
    byteLength: (text) => Buffer.byteLength(text),
    setTimer(run, ms, keepAlive) {
      const timer = setTimeout(run, ms)
      if (!keepAlive) letProcessEnd(timer)
      return () => clearTimeout(timer)
    },
    sendRequest: send,
    warn,
    buildContext: (own) =>
      typeof own === 'object' && own !== null ? { ...own, ...CLIENT_CONTEXT } : CLIENT_CONTEXT,
    currentScope: currentScope,
  }
}
