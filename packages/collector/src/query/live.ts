/**
 * `/analytics/live`: tells pages that new records are visible, as server-sent events without content. At most
 * one a second, and one more when answers cached before the last change have run out, so that a page which
 * asks at each event ends up with the last figures.
 */
import type { Response } from 'express'
import type { ReportStore } from '../sinks/report-store.js'

/** Milliseconds. */
const AT_MOST_EVERY = 1_000
/** Milliseconds; below the idle timeout of common proxies. */
const HEARTBEAT = 15_000
/** Pages that watch at the same time. */
const MAX_WATCHERS = 200

export interface Live {
  /** Answers with the stream; false when too many watch already. */
  watch(response: Response): boolean
  /** Ends all streams, so that a server can close. */
  end(): void
}

export function createLive(store: ReportStore, cacheMs: number, now: () => number): Live {
  const watchers = new Set<Response>()
  let last = Number.NEGATIVE_INFINITY
  let soon: ReturnType<typeof setTimeout> | undefined
  let settled: ReturnType<typeof setTimeout> | undefined
  let heartbeat: ReturnType<typeof setInterval> | undefined
  let unsubscribe: (() => void) | undefined

  const send = (text: string) => {
    for (const response of watchers) response.write(text)
  }
  const announce = () => {
    clearTimeout(soon)
    soon = undefined
    last = now()
    send(`event: change\ndata: {"at":"${new Date(last).toISOString()}"}\n\n`)
  }
  const changed = () => {
    soon ??= setTimeout(announce, Math.max(0, last + AT_MOST_EVERY - now()))
    clearTimeout(settled)
    // After both the cached answer and the current second have passed.
    settled = cacheMs > 0 ? setTimeout(announce, cacheMs + AT_MOST_EVERY) : undefined
  }
  const begin = () => {
    unsubscribe = store.onChange(changed)
    heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT)
  }
  const rest = () => {
    unsubscribe?.()
    clearInterval(heartbeat)
    clearTimeout(soon)
    clearTimeout(settled)
    soon = undefined
  }

  return {
    watch(response) {
      if (watchers.size >= MAX_WATCHERS) return false
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // nginx would hold the events back.
        'x-accel-buffering': 'no',
      })
      response.write('retry: 3000\n\n')
      if (watchers.size === 0) begin()
      watchers.add(response)
      response.on('close', () => {
        if (watchers.delete(response) && watchers.size === 0) rest()
      })
      return true
    },
    end() {
      for (const response of watchers) response.end()
    },
  }
}
