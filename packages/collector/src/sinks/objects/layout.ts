/** Where the objects of the S3 layout are and which records they hold. Pure. */
import type { LogRange, StoredRecord } from '../../log/log.js'

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

/** Later copies of an id of a tenant within a batch are left out. */
export function byPartition(
  env: string,
  records: readonly StoredRecord[],
): ReadonlyMap<string, StoredRecord[]> {
  const partitions = new Map<string, StoredRecord[]>()
  const seen = new Set<string>()
  for (const record of records) {
    const key = `${record.id}/${record.tenantId}`
    if (seen.has(key)) continue
    seen.add(key)
    const partition = partitionOf(env, record.time)
    const list = partitions.get(partition)
    if (list === undefined) partitions.set(partition, [record])
    else list.push(record)
  }
  return partitions
}
