/** Reads records back from the objects of a bucket or a folder. */
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { isObject } from '@hushlog/base'
import { tables } from '@hushlog/schema/tables'
import type { NewRecord } from '../../log/log.js'
import { EVENTS } from './layout.js'
import type { ObjectStore } from './object-store.js'

const JSON_LINES = '.json.gz'

/** The columns that hold text, by the field at the top of the event that they are in. */
const textFields = new Set(
  tables.flatMap(({ columns }) => columns.filter(({ text }) => text).map(({ path }) => path[0] ?? '')),
)

/** Returns undefined for a line that is no event. */
function toRecord(line: string): NewRecord | undefined {
  let event: unknown
  try {
    event = JSON.parse(line)
  } catch {
    return undefined
  }
  if (!isObject(event)) return undefined
  const { id, tenant_id: tenantId, event: type, ts, received_at: receivedAt } = event
  if (typeof id !== 'string' || typeof tenantId !== 'string' || typeof type !== 'string') return undefined
  const [time, received] = [Date.parse(String(ts)), Date.parse(String(receivedAt))]
  if (Number.isNaN(time) || Number.isNaN(received)) return undefined
  const hasText = Object.keys(event).some((field) => textFields.has(field))
  return { id, tenantId, event: type, time, receivedAt: received, hasText, bytes: Buffer.from(line) }
}

export interface ObjectRecords {
  readonly records: readonly NewRecord[]
  /** Counts lines that are no event, and objects that could not be read to their end. */
  readonly unreadable: number
  /** Says that the object has a format that cannot be read back, such as Parquet. */
  readonly isSkipped: boolean
}

async function readObject(body: AsyncIterable<Uint8Array>): Promise<ObjectRecords> {
  const records: NewRecord[] = []
  let unreadable = 0
  try {
    const unzipped: Buffer[] = []
    await pipeline(body, createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) unzipped.push(chunk)
    })
    for (const line of Buffer.concat(unzipped).toString('utf8').split('\n')) {
      if (line === '') continue
      const record = toRecord(line)
      if (record === undefined) unreadable++
      else records.push(record)
    }
  } catch {
    // It is no gzip, or was cut off.
    unreadable++
  }
  return { records, unreadable, isSkipped: false }
}

/** Reads the records of each object; one at a time is in memory. */
export async function* readObjects(store: ObjectStore, signal: AbortSignal): AsyncGenerator<ObjectRecords> {
  await store.open(signal)
  for await (const version of store.list(EVENTS, signal)) {
    if (!version.isCurrent) continue
    if (!version.key.endsWith(JSON_LINES)) yield { records: [], unreadable: 0, isSkipped: true }
    else yield await readObject(await store.get(version, signal))
  }
}
