/** The S3 layout decides where objects are and which records they hold. */
import { setImmediate } from 'node:timers/promises'
import { HOUR } from '@hushlog/base'
import type { LogRange, StoredRecord } from '../../log/log.js'

/** Begins the key of every object that holds events. */
export const EVENTS = 'events/'

/** Returns `events/env=…/dt=…/hr=…` of an event time in UTC: the partitions that Athena projects. */
export function partitionOf(env: string, time: number): string {
  const iso = new Date(time).toISOString()
  return `${EVENTS}env=${env}/dt=${iso.slice(0, 10)}/hr=${iso.slice(11, 13)}`
}

/** Numbers the hour of an event: a partition for each environment holds its records. */
export const hourNumber = (time: number): number => Math.floor(time / HOUR)

/**
 * Returns when the hour of an object's events began, in epoch milliseconds; undefined for a key of another
 * layout.
 */
export function hourOf(key: string): number | undefined {
  const found = /\/dt=(\d{4}-\d\d-\d\d)\/hr=(\d\d)\/[^/]+$/.exec(key)
  if (found === null) return undefined
  const time = Date.parse(`${found[1]}T${found[2]}:00:00Z`)
  return Number.isNaN(time) ? undefined : time
}

/**
 * Names an object, without an extension, by log and range only: the same batch sent again replaces its own
 * objects.
 */
export function objectName(log: string, range: LogRange): string {
  // Padded names sort as the log does; 16 digits hold every safe integer.
  const pad = (sequence: number) => String(sequence).padStart(16, '0')
  return `${log}-${pad(range.from)}-${pad(range.to)}`
}

/** Returns the key of a file of an evaluation run. */
export function evalRunKey(env: string, time: number, runId: string, file: string): string {
  return `eval_runs/env=${env}/dt=${new Date(time).toISOString().slice(0, 10)}/run_id=${runId}/${file}`
}

/**
 * A pause follows after this many records. Without pauses 100,000 would block requests for a tenth of a
 * second or more.
 */
const PAUSE_EVERY = 5_000

/**
 * Groups a batch by the hour of the event, and leaves out later copies of an id of a tenant.
 *
 * @returns records by partition
 */
export async function groupByHour(
  env: string,
  records: readonly StoredRecord[],
): Promise<ReadonlyMap<string, StoredRecord[]>> {
  const hours = new Map<number, StoredRecord[]>()
  /** Holds the first tenant that an id came with. Other tenants with that id are in `others`. */
  const tenants = new Map<string, string>()
  const others = new Set<string>()
  const isCopy = ({ id, tenantId }: StoredRecord): boolean => {
    const first = tenants.get(id)
    if (first === undefined) {
      tenants.set(id, tenantId)
      return false
    }
    const key = `${id}/${tenantId}`
    if (first === tenantId || others.has(key)) return true
    others.add(key)
    return false
  }
  for (const [index, record] of records.entries()) {
    if (index % PAUSE_EVERY === PAUSE_EVERY - 1) await setImmediate()
    if (isCopy(record)) continue
    const hour = hourNumber(record.time)
    const list = hours.get(hour)
    if (list === undefined) hours.set(hour, [record])
    else list.push(record)
  }
  return new Map([...hours].map(([hour, list]) => [partitionOf(env, hour * HOUR), list]))
}
