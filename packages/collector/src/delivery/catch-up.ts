/**
 * Compares what a store has with the cursor of its reader, once the sink is open. A store that has less (its
 * file was restored from a backup, or lost its last writes) gets the rest again from the log; what the log no
 * longer holds is named and counted. A store whose reader is new is only told where it begins.
 */
import type { Log } from '../log/log.js'
import type { Sink } from '../sinks/sink.js'
import type { FanOutLogger, FanOutObserver } from './observer.js'

export async function catchUp(options: {
  readonly log: Log
  readonly sink: Sink
  readonly cursor: () => number
  readonly isNewReader: boolean
  readonly signal: AbortSignal
  readonly logger: FanOutLogger
  readonly observer: FanOutObserver
}): Promise<void> {
  const { log, sink, cursor, logger, observer } = options
  const position = await sink.position?.(log.id)
  const before = cursor()
  if (position === undefined || position >= before) return
  if (options.isNewReader) {
    const range = { from: position + 1, to: before }
    await sink.write({ log: log.id, range, records: [] }, options.signal)
    return
  }
  const missing = await log.rewind(sink.name, position)
  const again = before - cursor()
  if (again > 0)
    logger.warn(
      { sink: sink.name, from: cursor() + 1, to: before, records: again },
      'a store has lost records, which it gets again from the log',
    )
  if (missing === undefined) return
  const records = missing.to - missing.from + 1
  observer.missing(sink.name, records)
  logger.error(
    { sink: sink.name, ...missing, records, command: `hushlog rebuild ${sink.type}` },
    'a store has lost records that the log no longer holds',
  )
}
