/**
 * Keeps one document per session in `session-summaries`, as a second reader of the log with a cursor of its
 * own. Its state is in the documents and changes with them, so that a batch that comes again after a crash,
 * whole or in part, counts nothing twice. Events may come late and in any order.
 */
import { DAY, HOUR, MINUTE, SECOND } from '@hushlog/base'
import { sessionIndex } from '@hushlog/schema/tables'
import { createScheduler, type Job, type Scheduler } from '../../runtime/scheduler.js'
import type { BatchPolicy, ErasureCount, Sink, SinkBatch, SinkFailure } from '../sink.js'
import type { ConnectionOptions } from './connection.js'
import { before, deleteByQuery, ofTenant } from './delete-by-query.js'
import { parseEvent } from './document.js'
import { expunge } from './expunge.js'
import { toOpenSearchError } from './failure.js'
import { POLICY as EVENTS_POLICY } from './opensearch.js'
import { addEvents, type Session, type SessionEvent } from './session.js'
import { toSessionEvent } from './session-event.js'
import { changeSessions, eraseSessions, type SessionKey } from './session-store.js'
import { createLogTime, removeOlder, sweep } from './session-sweep.js'
import { createSinkConnection } from './sink-connection.js'

/**
 * Each batch writes a session once, so it waits longer than one of events for more events of the same
 * sessions.
 */
const POLICY: BatchPolicy = { ...EVENTS_POLICY, linger: 2 * SECOND }

/** Between two sweeps there are a quarter of the idle time and at most this many milliseconds. */
const MAX_SWEEP_INTERVAL = MINUTE
/** Old summaries are removed again after this many milliseconds. */
const RETENTION_INTERVAL = 6 * HOUR

export interface SessionSinkOptions extends ConnectionOptions {
  readonly name: string
  readonly indexPrefix: string
  readonly retentionDays: number
  readonly idleSeconds: number
  /** Runs the sweeps and reports their failures. */
  readonly scheduler?: Scheduler
  /** Returns epoch milliseconds. */
  readonly now?: () => number
  /** A sweep follows the last after this many milliseconds. */
  readonly sweepInterval?: number
}

/** Holds the events of one session in a batch. */
interface SessionGroup extends SessionKey {
  readonly events: SessionEvent[]
  /** Holds the indices of these events in the batch. */
  readonly indices: number[]
}

export function createSessionSink(options: SessionSinkOptions): Sink {
  const { name, scheduler = createScheduler({ onError: () => undefined }), now = Date.now } = options
  const index = `${options.indexPrefix}${sessionIndex}`
  const idle = options.idleSeconds * SECOND
  const sweepInterval = options.sweepInterval ?? Math.min(MAX_SWEEP_INTERVAL, idle / 4)
  const connection = createSinkConnection(options)
  let logTime = createLogTime(now)
  let retainedAt = Number.NEGATIVE_INFINITY
  let sweepJob: Job | undefined

  async function runSweep(signal: AbortSignal): Promise<void> {
    try {
      const time = logTime.now()
      if (time !== undefined) await sweep(connection.current(), { index, idle, now }, time, signal)
      if (now() - retainedAt < RETENTION_INTERVAL) return
      await removeOlder(connection.current(), index, now() - options.retentionDays * DAY, signal)
      retainedAt = now()
    } catch (thrown) {
      throw toOpenSearchError(thrown)
    }
  }

  async function close(): Promise<void> {
    await sweepJob?.stop()
    sweepJob = undefined
    connection.close()
  }

  return {
    name,
    type: 'opensearch',
    policy: POLICY,
    async open(signal) {
      signal.throwIfAborted()
      await close()
      await connection.open(signal)
      logTime = createLogTime(now)
      retainedAt = Number.NEGATIVE_INFINITY
      sweepJob = scheduler.schedule({ name, run: runSweep, every: sweepInterval })
    },
    async write(batch, signal) {
      signal.throwIfAborted()
      const current = connection.current()
      const { groups, unreadable } = groupBySession(batch)
      logTime.advance(Math.max(0, ...batch.records.map(({ receivedAt }) => receivedAt)))
      const add = ({ events }: SessionGroup, known: Session | undefined) => addEvents(known, events)
      const failures = await changeSessions(current, index, groups, add, now, signal)
      const failed = unreadable.map((at): { index: number; code: SinkFailure } => ({
        index: at,
        code: 'rejected',
      }))
      for (const [{ indices }, code] of failures) for (const at of indices) failed.push({ index: at, code })
      return { failed: failed.sort((a, b) => a.index - b.index) }
    },
    async erase(selector, signal) {
      const count = toCount(await eraseSessions(connection.current(), index, selector, signal))
      return count.objects === undefined ? count : { ...count, touched: [index] }
    },
    expunge: (touched, signal) => expunge(connection.current(), touched, signal),
    async expire(tenantId, end, signal) {
      const query = ofTenant(tenantId, before('end', end))
      return toCount(await deleteByQuery(connection.current(), { indices: [index], query }, signal))
    },
    close,
  }
}

/** Counts summaries as objects, since they are no events. */
const toCount = (objects: number): ErasureCount => (objects === 0 ? { records: 0 } : { records: 0, objects })

/** @returns `unreadable` holds the indices of records that are no JSON object */
function groupBySession(batch: SinkBatch): {
  groups: readonly SessionGroup[]
  unreadable: readonly number[]
} {
  const groups = new Map<string, SessionGroup>()
  const unreadable: number[] = []
  for (const [at, record] of batch.records.entries()) {
    const parsed = parseEvent(record.bytes)
    if (parsed === undefined) {
      unreadable.push(at)
      continue
    }
    const event = toSessionEvent(record, batch.log, parsed)
    if (event === undefined) continue
    const { tenantId, sessionId } = event
    const key = `${tenantId}:${sessionId}`
    const group = groups.get(key) ?? { tenantId, sessionId, events: [], indices: [] }
    groups.set(key, group)
    group.events.push(event)
    group.indices.push(at)
  }
  return { groups: [...groups.values()], unreadable }
}
