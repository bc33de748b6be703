/**
 * Logs what was refused: the first time at once, then one line a minute for each tenant, kind and code, however many events a
 * client sends. A line names the path and the origin that were the most frequent since the line before it.
 */
import { MINUTE } from '@hushlog/base'
import type { Logger } from '../../runtime/logger.js'
import { createRepeatingLines } from '../../runtime/repeating-lines.js'
import type { Scheduler } from '../../runtime/scheduler.js'
import type { Refusal, RefusalKind } from './refusal.js'

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
interface Unsaid {
  total: number
  /** Counts by path and origin. */
  readonly places: Map<string, { readonly refusal: Refusal; count: number }>
}

/** Places that are told apart between two lines; further ones count in the total only. */
const MAX_PLACES = 100

const addRefusal = ({ total, places }: Unsaid, refusal: Refusal): Unsaid => {
  const { path, origin, count } = refusal
  const at = JSON.stringify([path, origin])
  const place = places.get(at)
  if (place !== undefined) place.count += count
  else if (places.size < MAX_PLACES) places.set(at, { refusal, count })
  return { total: total + count, places }
}

export const createRefusalLog = (logger: Logger, scheduler: Scheduler): RefusalLog => {
  const lines = createRepeatingLines<Refusal, Unsaid>({
    keyOf: ({ tenantId = null, kind, code }) => JSON.stringify([tenantId, kind, code]),
    add: (before = { total: 0, places: new Map() }, refusal) => addRefusal(before, refusal),
    write({ total, places }) {
      const [most] = [...places.values()].sort((a, b) => b.count - a.count)
      if (most === undefined) return
      const { kind, tenantId, code, path, origin } = most.refusal
      logger.warn(
        { tenant: tenantId ?? null, code, path, origin: origin ?? null, count: total },
        MESSAGES[kind],
      )
    },
  })
  scheduler.schedule({ name: 'log of refusals', every: MINUTE, run: lines.flush })
  return { add: lines.note, flush: lines.flush }
}
