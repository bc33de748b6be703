/** Writes a dead letter as one line of JSON, and reads it again. */
import { isObject } from '@hushlog/base'
import type { NewRecord, StoredRecord } from '../log/log.js'
import { type SinkFailure, sinkFailures } from '../sinks/sink.js'

/** A record that a sink has just refused. */
export interface NewDeadLetter {
  readonly sink: string
  /** Names the log by its id. */
  readonly log: string
  readonly code: SinkFailure
  readonly record: StoredRecord
}

/** A dead letter as it was read from its file. */
export interface DeadLetter {
  /** Says when the record was refused, as RFC 3339 in UTC. */
  readonly at: string
  readonly code: SinkFailure
  /** Names the log by its id. */
  readonly log: string
  readonly sequence: number
  readonly tenantId: string
  readonly id: string
  readonly event: string
  /** Holds the record's bytes as they were in the log. */
  readonly bytes: Uint8Array
}

/** A line's record begins here; the text behind it, up to the last brace, is what the log held. */
const RECORD = ',"record":'

/** @param now milliseconds since the epoch */
export function formatDeadLetter({ sink, log, code, record }: NewDeadLetter, now: number): string {
  const text = Buffer.from(record.bytes).toString('utf8')
  const head = {
    at: new Date(now).toISOString(),
    sink,
    code,
    log,
    sequence: record.sequence,
    tenant_id: record.tenantId,
    id: record.id,
    event: record.event,
  }
  // Bytes that are no JSON are stored too, but must not break the file.
  const body = isOneLineOfJson(text)
    ? `"record":${text}`
    : `"record_base64":"${Buffer.from(record.bytes).toString('base64')}"`
  return `${JSON.stringify(head).slice(0, -1)},${body}}`
}

/** Returns undefined for a line that a crash cut off. */
export function parseDeadLetter(line: string): DeadLetter | undefined {
  const parsed = parseJson(line)
  // A crash cut it off: its batch came again, and a complete line with it.
  if (!isObject(parsed)) return undefined
  const bytes =
    typeof parsed.record_base64 === 'string'
      ? Buffer.from(parsed.record_base64, 'base64')
      : Buffer.from(line.slice(line.indexOf(RECORD) + RECORD.length, -1))
  return {
    at: String(parsed.at),
    code: sinkFailures.find((code) => code === parsed.code) ?? 'rejected',
    log: String(parsed.log),
    sequence: Number(parsed.sequence),
    tenantId: String(parsed.tenant_id),
    id: String(parsed.id),
    event: String(parsed.event),
    bytes,
  }
}

/** Makes a record of a dead letter, as the log had it. Times that its bytes do not hold are 0. */
export function toRecord({ id, tenantId, event, bytes }: DeadLetter): NewRecord {
  const fields = readFields(bytes)
  const time = (name: string): number => {
    const parsed = Date.parse(String(fields[name]))
    return Number.isNaN(parsed) ? 0 : parsed
  }
  return { id, tenantId, event, bytes, time: time('ts'), receivedAt: time('received_at'), hasText: true }
}

/**
 * Returns the event's time, or when the record was refused if its bytes hold none; in milliseconds since the
 * epoch.
 */
export function timeOfEvent({ bytes, at }: DeadLetter): number {
  const time = Date.parse(String(readFields(bytes).ts))
  return Number.isNaN(time) ? Date.parse(at) : time
}

/** Returns the fields of an event, and none for bytes that are no JSON object. */
export function readFields(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const parsed = parseJson(Buffer.from(bytes).toString('utf8'))
  return isObject(parsed) ? parsed : {}
}

/** Identifies the record of a dead letter; two tenants may have the same id. */
export const deadLetterKey = ({ tenantId, id }: { tenantId: string; id: string }): string =>
  `${id}/${tenantId}`

const isOneLineOfJson = (text: string): boolean => !text.includes('\n') && parseJson(text) !== undefined

/** Returns undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
