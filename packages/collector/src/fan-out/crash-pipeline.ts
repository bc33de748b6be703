/** Log, fan-out and both sinks over one folder, with small batches so that a kill hits many of them. For tests. */
import { join } from 'node:path'
import { openLog } from '../log/index.js'
import { createEmbeddedStore } from '../sinks/embedded/embedded.js'
import { createFileSink } from '../sinks/file/file.js'
import type { Sink } from '../sinks/sink.js'
import { createDeadLetters } from './dead-letters.js'
import { createFanOut } from './fan-out.js'
import { removeText } from './remove-text.js'

const inSmallBatches = (sink: Sink): Sink => ({
  ...sink,
  policy: { ...sink.policy, records: 700, linger: 10 },
})

export async function openPipeline(dir: string) {
  const log = await openLog({ dir: join(dir, 'log'), maxBytes: 1e9, dedupeDays: 14, now: Date.now })
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
  const fanOut = createFanOut({
    log,
    sinks: [inSmallBatches(embedded.sink), inSmallBatches(file)],
    filters: new Map(),
    removeText,
    deadLetters: createDeadLetters({ folder: join(dir, 'dead-letters'), now: Date.now }),
    logger: { info: () => undefined, warn: () => undefined },
  })
  return { log, fanOut, embedded }
}
