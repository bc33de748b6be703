/** Names and bytes of the objects of the S3 layout. Pure. */
import type { LogRange, StoredRecord } from '../../log/log.js'

/** `env=…/dt=…/hr=…` of an event time, UTC: the partitions that Athena projects. */
export function partitionOf(env: string, time: number): string {
  const iso = new Date(time).toISOString()
  return `events/env=${env}/dt=${iso.slice(0, 10)}/hr=${iso.slice(11, 13)}`
}

/** From the log and the range only, so that the same batch sent again replaces its own objects. */
export function objectName(log: string, range: LogRange): string {
  // Padded so that names sort as the log does; 16 digits hold every safe integer.
  const pad = (sequence: number) => String(sequence).padStart(16, '0')
  return `${log}-${pad(range.from)}-${pad(range.to)}.json.gz`
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
