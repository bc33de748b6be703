/**
 * The sessionizer: a second reader of the log, with a cursor of its own, that keeps one document per session in
 * `session-summaries`. Its state is in the documents and changes with them, so that a batch that comes again after
 * a crash, whole or in part, counts nothing twice; events may come late and in any order.
 */
import { sessionIndex } from '@hushlog/schema/tables'
import type { BatchPolicy, Sink, SinkBatch, SinkFailure } from '../sink.js'
import type { Connection, ConnectionOptions } from './connection.js'
import { anyOf, before, deleteByQuery, ofTenant } from './delete-by-query.js'
import { parseEvent } from './document.js'
import { OpenSearchError, withoutReason } from './failure.js'
import { openPrepared } from './open.js'
import { addEvents, type SessionEvent } from './session.js'
import { toSessionEvent } from './session-event.js'
import { changeSessions, type SessionKey } from './session-store.js'
import { createLogTime, type LogTime, removeOlder, sweep } from './session-sweep.js'

/** A session under way is written once per batch, so batches wait a little for more of its events. */
const POLICY: BatchPolicy = {
  records: 5_000,
  bytes: 8_000_000,
  linger: 2_000,
  timeout: 60_000,
  claim: false,
}

/** Milliseconds between two sweeps, for sessions that idle long; for others a quarter of their time. */
const SWEEP_EVERY = 60_000
/** Milliseconds between two looks for summaries that are too old. */
const RETAIN_EVERY = 6 * 3_600_000
const DAY = 86_400_000

export interface SessionSinkOptions extends ConnectionOptions {
  readonly name: string
  readonly indexPrefix: string
  readonly retentionDays: number
  readonly idleSeconds: number
  /** A sweep failed; the next one begins anew. */
  readonly onSweepError?: (error: Error) => void
  readonly now?: () => number
  readonly sweepEvery?: number
}

interface Group extends SessionKey {
  readonly events: SessionEvent[]
  /** Into the batch. */
  readonly indices: number[]
}

interface Opened {
  readonly connection: Connection
  readonly time: LogTime
  stop(): Promise<void>
}

export function createSessionSink(options: SessionSinkOptions): Sink {
  const { idleSeconds, onSweepError = () => undefined } = options
  const now = options.now ?? Date.now
  const index = `${options.indexPrefix}${sessionIndex}`
  const idle = idleSeconds * 1000
  const every = options.sweepEvery ?? Math.min(SWEEP_EVERY, idle / 4)
  let opened: Opened | undefined

  function current(): Opened {
    if (opened === undefined) throw new OpenSearchError('CLOSED')
    return opened
  }

  /** Sweeps beside the writes until it is stopped. */
  function start(connection: Connection): Opened {
    const stopped = new AbortController()
    const time = createLogTime(now)
    let running: Promise<void> | undefined
    let retained = Number.NEGATIVE_INFINITY
    const once = async () => {
      try {
        const at = time.now()
        if (at !== undefined) await sweep(connection, { index, idle, now }, at, stopped.signal)
        if (now() - retained >= RETAIN_EVERY) {
          await removeOlder(connection, index, now() - options.retentionDays * DAY, stopped.signal)
          retained = now()
        }
      } catch (thrown) {
        if (!stopped.signal.aborted) onSweepError(withoutReason(thrown))
      }
    }
    const timer = setInterval(() => {
      running ??= once().finally(() => {
        running = undefined
      })
    }, every)
    timer.unref()
    return {
      connection,
      time,
      async stop() {
        clearInterval(timer)
        stopped.abort()
        await running
        connection.close()
      },
    }
  }

  async function close(): Promise<void> {
    const closing = opened
    opened = undefined
    await closing?.stop()
  }

  return {
    name: options.name,
    type: 'opensearch',
    policy: POLICY,
    async open(signal) {
      signal.throwIfAborted()
      await close()
      opened = start(await openPrepared(options, signal))
    },
    async write(batch, signal) {
      signal.throwIfAborted()
      const { connection, time } = current()
      const { groups, unreadable } = bySession(batch)
      time.read(Math.max(0, ...batch.records.map(({ receivedAt }) => receivedAt)))
      const change = ({ events }: Group, known: Parameters<typeof addEvents>[0]) => addEvents(known, events)
      const refused = await changeSessions(connection, index, groups, change, now, signal)
      const failed = [...refused].flatMap(([{ indices }, code]) => indices.map((at) => ({ index: at, code })))
      const rejected = unreadable.map((at): { index: number; code: SinkFailure } => ({
        index: at,
        code: 'rejected',
      }))
      return { failed: [...failed, ...rejected].sort((a, b) => a.index - b.index) }
    },
    /** Summaries are no events: they are counted as objects. */
    async erase({ tenantId, field, values }, signal) {
      const fields = field === 'user' ? ['user', 'users'] : [field]
      const query = ofTenant(tenantId, anyOf(fields, values))
      const objects = await deleteByQuery(current().connection, { indices: [index], query }, signal)
      return objects === 0 ? { records: 0 } : { records: 0, objects }
    },
    async expire(tenantId, end, signal) {
      const query = ofTenant(tenantId, before('end', end))
      const objects = await deleteByQuery(current().connection, { indices: [index], query }, signal)
      return objects === 0 ? { records: 0 } : { records: 0, objects }
    },
    close,
  }
}

function bySession(batch: SinkBatch): { groups: readonly Group[]; unreadable: readonly number[] } {
  const groups = new Map<string, Group>()
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
