/**
 * Answers `/analytics/live`: notifies pages that new records are visible, by server-sent events without
 * content. It sends at most one event a second, and one more when answers that were cached before the last
 * change have expired, so that a page which asks at each event ends up with the last figures.
 */
import { SECOND } from '@hushlog/base'
import type { Response } from 'express'
import type { Clock } from '../runtime/clock.js'
import type { Job, Scheduler } from '../runtime/scheduler.js'
import type { ReportStore } from '../sinks/report-store.js'
import { cutStalledReader } from './cut-stalled-reader.js'
import { createFairSlots } from './fair-slots.js'

/** A page that asks for every figure at each event should not do so more often. */
const MIN_INTERVAL_MS = SECOND
/** Comments keep a connection open that is idle; common proxies close one after 30 seconds or more. */
const HEARTBEAT_MS = 15 * SECOND
/** Each watcher holds a connection open. */
const WATCHERS = { perTenant: 50, total: 400, kept: 200, guaranteed: 4 }

export interface LiveOptions {
  readonly store: Pick<ReportStore, 'onChange'>
  readonly cacheMs: number
  readonly clock: Clock
  /** Hears of a client that was cut off because it did not read. */
  readonly stalled: (tenantId: string) => void
  readonly scheduler: Scheduler
}

export interface Live {
  /** Answers with the stream; returns false, and does not answer, when too many watch already, of the tenant or in all. */
  watch(tenantId: string, response: Response): boolean
  /** Notifies the pages of a tenant that a board was saved or removed. */
  announceBoards(tenantId: string): void
  /** Ends all streams, so that a server can close. */
  end(): void
}

export function createLive({ store, cacheMs, clock, scheduler, stalled }: LiveOptions): Live {
  /** Holds the streams with the tenant that each watches. */
  const watchers = new Map<Response, string>()
  const slots = createFairSlots(WATCHERS)
  let lastAnnounced = Number.NEGATIVE_INFINITY
  let isDue = false
  let stopWatching: (() => void) | undefined

  const send = (text: string) => {
    for (const response of watchers.keys()) response.write(text)
  }
  const announce = () => {
    isDue = false
    lastAnnounced = clock.now()
    send(`event: change\ndata: {"at":"${new Date(lastAnnounced).toISOString()}"}\n\n`)
  }

  const watchStore = (): (() => void) => {
    const change: Job = scheduler.schedule({ name: 'announce a change', run: announce })
    const settled: Job = scheduler.schedule({ name: 'announce expired answers', run: announce })
    const heartbeat = scheduler.schedule({
      name: 'live heartbeat',
      every: HEARTBEAT_MS,
      run: () => send(': still here\n\n'),
    })
    const unsubscribe = store.onChange(() => {
      if (!isDue) change.after(Math.max(0, lastAnnounced + MIN_INTERVAL_MS - clock.now()))
      isDue = true
      // By then the cached answer has expired and the current second has passed.
      if (cacheMs > 0) settled.after(cacheMs + MIN_INTERVAL_MS)
    })
    return () => {
      unsubscribe()
      isDue = false
      for (const job of [change, settled, heartbeat]) void job.stop()
    }
  }

  return {
    watch(tenantId, response) {
      const release = slots.take(tenantId)
      if (release === undefined) return false
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // Without it, nginx buffers the events.
        'x-accel-buffering': 'no',
      })
      // A request for the head alone has no end to wait for.
      if (response.req.method === 'HEAD') {
        response.end()
        release()
        return true
      }
      response.write('retry: 3000\n\n')
      cutStalledReader(response, clock, () => stalled(tenantId))
      stopWatching ??= watchStore()
      watchers.set(response, tenantId)
      response.on('close', () => {
        release()
        watchers.delete(response)
        if (watchers.size > 0) return
        stopWatching?.()
        stopWatching = undefined
      })
      return true
    },
    announceBoards(tenantId) {
      for (const [response, tenant] of watchers)
        if (tenant === tenantId)
          response.write(`event: boards\ndata: {"at":"${new Date(clock.now()).toISOString()}"}\n\n`)
    },
    end() {
      for (const response of watchers.keys()) response.end()
    },
  }
}
