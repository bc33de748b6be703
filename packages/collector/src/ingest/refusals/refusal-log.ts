/**
 * Logs what was refused: the first time at once, then one line a minute for each tenant, kind and code, however many events a
 * client sends. A line names the path and the origin that were the most frequent since the line before it.
 */
import { MINUTE } from '@hushlog/base'
import type { Logger } from '../../runtime/logger.js'
import type { Scheduler } from '../../runtime/scheduler.js'
import type { Refusal, RefusalKind } from './refusal.js'

const INTERVAL = MINUTE

const MESSAGES: Readonly<Record<RefusalKind, string>> = {
  request: 'requests refused',
  event: 'events refused',
  field: 'fields removed',
}

export interface RefusalLog {
  /** @param refusal with an origin that may be logged */
  add(refusal: Refusal): void
  /** Writes what was refused since the last lines. */
  flush(): void
}

/** Holds what was refused for one tenant, kind and code since the last line. */
interface Pending {
  total: number
  /** Counts by path and origin. */
  readonly places: Map<string, { readonly refusal: Refusal; count: number }>
}

/** Places that are told apart between two lines; further ones count in the total only. */
const MAX_PLACES = 100

export const createRefusalLog = (logger: Logger, scheduler: Scheduler): RefusalLog => {
  /** What is in it was logged within the last interval, so that what comes now waits. */
  const pendings = new Map<string, Pending>()

  const write = ({ kind, tenantId, code, path, origin }: Refusal, count: number): void =>
    logger.warn({ tenant: tenantId ?? null, code, path, origin: origin ?? null, count }, MESSAGES[kind])

  const flush = (): void => {
    for (const [key, { total, places }] of pendings) {
      const [most] = [...places.values()].sort((a, b) => b.count - a.count)
      if (most === undefined) pendings.delete(key)
      else {
        pendings.set(key, { total: 0, places: new Map() })
        write(most.refusal, total)
      }
    }
  }
  scheduler.schedule({ name: 'log of refusals', every: INTERVAL, run: flush })

  return {
    add(refusal) {
      const { tenantId = null, kind, code, path, origin, count } = refusal
      const key = JSON.stringify([tenantId, kind, code])
      const pending = pendings.get(key)
      if (pending === undefined) {
        pendings.set(key, { total: 0, places: new Map() })
        write(refusal, count)
        return
      }
      pending.total += count
      const at = JSON.stringify([path, origin])
      const place = pending.places.get(at)
      if (place !== undefined) place.count += count
      else if (pending.places.size < MAX_PLACES) pending.places.set(at, { refusal, count })
    },
    flush,
  }
}
