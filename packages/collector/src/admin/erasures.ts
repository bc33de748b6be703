/**
 * Erasing a session or a person everywhere. Promises: a request is on disk before it is answered and is carried
 * on after a crash; in each sink it is done once the sink has everything that was accepted before the request,
 * so that nothing of it can arrive later, and once that is durable, so that no crash sends it again; it is
 * finished when the log has let go of the records too. What was asked for is forgotten then.
 */
import { backOff } from '@hushlog/base'
import { ulid } from 'ulid'
import type { DeadLetters } from '../delivery/dead-letters.js'
import type { SinkTask } from '../delivery/tasks.js'
import type { Log } from '../log/log.js'
import { RETRY_LIMITS } from '../runtime/retry-limits.js'
import type { Selector, Sink } from '../sinks/sink.js'
import { type Erasure, type ErasurePart, forgetful, isUnfinished, newPart } from './erasure.js'
import type { JobFiles } from './job-files.js'

/** Milliseconds of one try in one sink: it may have to rewrite a store of millions of events. */
const TRY_LIMIT = 60 * 60_000
/** Milliseconds between two looks at whether the log has let go of the records. */
const LOG_CHECK = 1_000

export interface ErasuresOptions {
  readonly store: JobFiles<Erasure>
  readonly log: Log
  readonly sinks: readonly Sink[]
  readonly deadLetters: DeadLetters
  /** Runs a task in a sink's loop; undefined when there is no such sink. */
  readonly task: (sink: string, task: SinkTask) => (() => void) | undefined
  readonly now: () => number
  readonly random?: () => number
  readonly logger: {
    info(fields: Readonly<Record<string, unknown>>, message: string): void
    warn(fields: Readonly<Record<string, unknown>>, message: string): void
  }
  readonly erased: (sink: string, records: number) => void
}

export interface Erasures {
  /** Takes up what a stop or a crash left undone. */
  start(): Promise<void>
  /** Resolves when the request is on disk. */
  request(selector: Selector): Promise<Erasure>
  /** As it is on disk: what was told once is not taken back by a crash. */
  read(id: string): Promise<Erasure | undefined>
  /** Of a tenant, newest first, at most `limit`. */
  list(tenantId: string, limit: number): Promise<readonly Erasure[]>
  /** Not finished yet. */
  pending(): number
  /** What is being erased must not be sent again. */
  isErased(tenantId: string, fields: Readonly<Record<string, unknown>>): boolean
  /** Removes receipts of what was asked for before, in epoch milliseconds, and is finished. */
  prune(before: number): Promise<number>
  stop(): Promise<void>
}

export function createErasures(options: ErasuresOptions): Erasures {
  const { store, log, sinks, deadLetters, logger, now } = options
  const open = new Map<string, Erasure>()
  let saving: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let looking = false
  let failures = 0
  let stopped = false

  const time = () => new Date(now()).toISOString()

  /** One after the other: what is saved last must be what is on disk. */
  function save(erasure: Erasure): Promise<void> {
    const saved = saving.then(() => store.save(erasure))
    saving = saved.catch(() => undefined)
    return saved
  }

  async function setPart(id: string, sink: string, part: ErasurePart): Promise<void> {
    const erasure = open.get(id)
    if (erasure === undefined) return
    const next = { ...erasure, parts: { ...erasure.parts, [sink]: part } }
    open.set(id, next)
    await save(next)
  }

  async function eraseIn(id: string, sink: Sink, signal: AbortSignal): Promise<void> {
    const erasure = open.get(id)
    const before = erasure?.parts[sink.name]
    if (erasure === undefined || before?.state !== 'pending') return
    const part = { ...before, at: time(), attempts: before.attempts + 1 }
    await setPart(id, sink.name, part)
    // Before anything is erased: a commit that a crash undoes would send erased records again.
    await log.flush()
    const letters = part.dead_letters + (await deadLetters.erase(sink.name, erasure.selector))
    if (sink.erase === undefined) {
      await setPart(id, sink.name, { ...part, state: 'unsupported', dead_letters: letters, at: time() })
      logger.warn({ erasure: id, sink: sink.name }, 'this sink cannot erase: its records stay')
      lookSoon()
      return
    }
    const count = await sink.erase(erasure.selector, signal)
    await setPart(id, sink.name, { ...part, ...count, state: 'done', dead_letters: letters, at: time() })
    options.erased(sink.name, count.records + letters)
    logger.info({ erasure: id, sink: sink.name, ...count, dead_letters: letters }, 'erased in a sink')
    lookSoon()
  }

  function begin(erasure: Erasure): void {
    for (const sink of sinks) {
      if (erasure.parts[sink.name]?.state !== 'pending') continue
      options.task(sink.name, {
        kind: 'erase',
        // Of a log that was made anew nothing of the old one can come.
        after: erasure.log === log.id ? erasure.head : 0,
        timeout: TRY_LIMIT,
        run: (signal) => eraseIn(erasure.id, sink, signal),
      })
    }
    watchLog()
  }

  const isGone = ({ log: logId, head }: Erasure): boolean => {
    const oldest = log.scan(1, { records: 1, bytes: 0 })
    return logId !== log.id || oldest === undefined || oldest.range.from > head
  }

  async function finish(): Promise<void> {
    await log.trim(now())
    const ready = [...open.values()].filter((erasure) => isGone(erasure) && !isPending(erasure))
    if (ready.length === 0) return
    await log.scrub()
    for (const erasure of ready) {
      for (const left of await deadLetters.sinks())
        if (!sinks.some(({ name }) => name === left)) await deadLetters.erase(left, erasure.selector)
      const finished = forgetful({ ...erasure, logFreed: true, finishedAt: time() })
      await save(finished)
      open.delete(erasure.id)
      logger.info({ erasure: erasure.id }, 'an erasure is finished')
    }
  }

  function watchLog(wait = LOG_CHECK): void {
    if (stopped || looking || timer !== undefined || open.size === 0) return
    timer = setTimeout(look, wait)
  }

  /** A sink is done, perhaps the last one. */
  function lookSoon(): void {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    watchLog(0)
  }

  async function look(): Promise<void> {
    timer = undefined
    looking = true
    let wait = LOG_CHECK
    try {
      await finish()
      failures = 0
    } catch (thrown) {
      wait = backOff(failures++, (options.random ?? Math.random)(), RETRY_LIMITS)
      logger.warn(
        { error: thrown instanceof Error ? thrown.name : 'unknown' },
        'an erasure waits for the disk',
      )
    }
    looking = false
    watchLog(wait)
  }

  const isPending = ({ parts }: Erasure): boolean =>
    Object.values(parts).some(({ state }) => state === 'pending')
  const same = (a: Selector, b: Selector): boolean =>
    a.tenantId === b.tenantId && a.field === b.field && a.values.join('\n') === b.values.join('\n')

  return {
    async start() {
      // The only place that would keep who was asked for, when the request itself was never answered.
      await store.removeUnfinished()
      for (const id of await store.ids()) {
        const erasure = await store.read(id)
        if (erasure === undefined || !isUnfinished(erasure)) continue
        // A sink that was added since may get what the log still has.
        const added = sinks.filter(({ name }) => erasure.parts[name] === undefined)
        const parts = { ...erasure.parts, ...Object.fromEntries(added.map(({ name }) => [name, newPart])) }
        const next = { ...erasure, parts }
        open.set(id, next)
        for (const [sink, { state }] of Object.entries(parts))
          if (state === 'pending' && !sinks.some(({ name }) => name === sink))
            logger.warn({ erasure: id, sink }, 'an erasure waits for a sink that is not configured')
        begin(next)
      }
    },
    async request(selector) {
      const { head } = log.stats()
      // One that is done everywhere may be finished, and told so, before it is known here.
      for (const known of open.values())
        if (known.log === log.id && known.head === head && isPending(known) && same(known.selector, selector))
          return known
      const erasure: Erasure = {
        id: ulid(now()),
        requestedAt: time(),
        selector,
        log: log.id,
        head,
        finishedAt: undefined,
        logFreed: false,
        parts: Object.fromEntries(sinks.map(({ name }) => [name, newPart])),
      }
      await save(erasure)
      open.set(erasure.id, erasure)
      logger.info(
        { erasure: erasure.id, tenant: selector.tenantId, field: selector.field },
        'erasure asked for',
      )
      begin(erasure)
      return erasure
    },
    read: (id) => store.read(id),
    async list(tenantId, limit) {
      const found: Erasure[] = []
      for (const id of await store.ids()) {
        if (found.length === limit) break
        const erasure = await store.read(id)
        if (erasure?.selector.tenantId === tenantId) found.push(erasure)
      }
      return found
    },
    pending: () => open.size,
    isErased: (tenantId, fields) =>
      [...open.values()].some(
        ({ selector }) =>
          selector.tenantId === tenantId && selector.values.some((value) => fields[selector.field] === value),
      ),
    prune: (before) => store.prune(before, (erasure) => !isUnfinished(erasure)),
    async stop() {
      stopped = true
      clearTimeout(timer)
      await saving
    },
  }
}
