/**
 * Creates fan-out that logs nothing, waits the shortest time between two attempts, and stores dead letters
 * in a folder.
 */
import { join } from 'node:path'
import type { Log } from '../log/log.js'
import type { Sink } from '../sinks/sink.js'
import { createDeadLetters } from './dead-letters.js'
import { createFanOut } from './fan-out.js'

export const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

export function createTestFanOut(log: Log, sinks: readonly Sink[], folder: string) {
  const deadLetters = createDeadLetters({ folder: join(folder, 'dead-letters'), now: Date.now })
  const fanOut = createFanOut({
    log,
    sinks,
    filters: new Map(),
    removeText: (_event, bytes) => bytes,
    deadLetters,
    logger: silent,
    random: () => 0,
  })
  return { deadLetters, fanOut }
}
