/** Creates fan-out with an embedded store and a file sink over one folder. */
import { join } from 'node:path'
import { openLog } from '../log/index.js'
import type { Log } from '../log/log.js'
import { createEmbeddedStore } from '../sinks/embedded/embedded.js'
import { createFileSink } from '../sinks/file/file.js'
import type { BatchPolicy } from '../sinks/sink.js'
import { createDeadLetters } from './dead-letters.js'
import { createFanOut } from './fan-out.js'
import { removeText } from './remove-text.js'

export function createPipeline(dir: string, log: Log, policy: Partial<BatchPolicy>) {
  const embedded = createEmbeddedStore({ name: 'embedded', dataDir: dir })
  const file = createFileSink({
    name: 'file',
    path: join(dir, 'files'),
    dataDir: dir,
    format: 'jsonl',
    env: 'test',
    rollSeconds: 60,
    rollBytes: 1e6,
  })
  /** Few partitions in an attempt, so that a crash also comes between two attempts of one batch. */
  const split = file.partitions && { partitions: { ...file.partitions, perAttempt: 5 } }
  const fanOut = createFanOut({
    log,
    sinks: [embedded.sink, { ...file, ...split }].map((sink) => ({
      ...sink,
      policy: { ...sink.policy, ...policy },
    })),
    filters: new Map(),
    removeText,
    deadLetters: createDeadLetters({ folder: join(dir, 'dead-letters'), now: Date.now }),
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  return { fanOut, embedded }
}

/** Opens it with small batches, so that a kill hits many of them. */
export async function openPipeline(dir: string) {
  const log = await openLog({ dir: join(dir, 'log'), maxBytes: 1e9, dedupeDays: 14, now: Date.now })
  return { log, ...createPipeline(dir, log, { records: 700, linger: 10 }) }
}
