/** Where the objects of the S3 layout are and which records they hold. Pure. */
import { setImmediate } from 'node:timers/promises'
import type { LogRange, StoredRecord } from '../../log/log.js'

/** Milliseconds. */
const HOUR = 3_600_000

/** In front of every object that holds events. */
export const EVENTS = 'events/'

/** `env=…/dt=…/hr=…` of an event time, UTC: the partitions that Athena projects. */
export function partitionOf(env: string, time: number): string {
  const iso = new Date(time).toISOString()
  return `${EVENTS}env=${env}/dt=${iso.slice(0, 10)}/hr=${iso.slice(11, 13)}`
}

/** Begin of the hour that an object's events are of; undefined when its key is not of this layout. */
export function hourOf(key: string): number | undefined {
  const found = /\/dt=(\d{4}-\d\d-\d\d)\/hr=(\d\d)\/[^/]+$/.exec(key)
  if (found === null) return undefined
  const time = Date.parse(`${found[1]}T${found[2]}:00:00Z`)
  return Number.isNaN(time) ? undefined : time
}

/** Without its extension. From the log and the range only, so that the same batch sent again replaces its own objects. */
export function objectName(log: string, range: LogRange): string {
  // Padded so that names sort as the log does; 16 digits hold every safe integer.
  const pad = (sequence: number) => String(sequence).padStart(16, '0')
  return `${log}-${pad(range.from)}-${pad(range.to)}`
}

/** Where an evaluation run keeps a file. */
export function evalRunKey(env: string, time: number, runId: string, file: string): string {
  return `eval_runs/env=${env}/dt=${new Date(time).toISOString().slice(0, 10)}/run_id=${runId}/${file}`
}

/** Records between two pauses. A batch of 100,000 would hold up the requests for a tenth of a second and more. */
const PAUSE_EVERY = 5_000

/** Later copies of an id of a tenant within a batch are left out. */
export async function byPartition(
  env: string,
  records: readonly StoredRecord[],
): Promise<ReadonlyMap<string, StoredRecord[]>> {
  const hours = new Map<number, StoredRecord[]>()
  /** The first tenant that an id came with; others with the same id are in `more`. */
  const tenants = new Map<string, string>()
  const more = new Set<string>()
  const isCopy = ({ id, tenantId }: StoredRecord): boolean => {
    const first = tenants.get(id)
    if (first === undefined) {
      tenants.set(id, tenantId)
      return false
    }
    const key = `${id}/${tenantId}`
    if (first === tenantId || more.has(key)) return true
    more.add(key)
    return false
  }
  for (const [index, record] of records.entries()) {
    if (index % PAUSE_EVERY === PAUSE_EVERY - 1) await setImmediate()
    if (isCopy(record)) continue
    const hour = Math.floor(record.time / HOUR)
    const list = hours.get(hour)
    if (list === undefined) hours.set(hour, [record])
    else list.push(record)
  }
  return new Map([...hours].map(([hour, list]) => [partitionOf(env, hour * HOUR), list]))
}
