/** Describes an event of the list of recent events by a few words, from metadata only. */
import type { Row } from '../../sinks/report-store.js'
import { text } from '../cell.js'

const durations = ['processing_time_ms', 'latency_ms', 'response_time_ms', 'duration_ms'] as const
const labels = [
  'topic',
  'vendor_name',
  'decision_department',
  'override_type',
  'outcome',
  'status',
  'error_type',
  'label',
  'name',
  'file_type',
] as const

/** Names the columns that describe an event. */
export const detailColumns: readonly string[] = [...durations, ...labels, 'duration_seconds']

/** @returns null when the event has none of these fields */
export function detailOf(row: Row): string | null {
  const parts: string[] = []
  const name = labels.map((column) => text(row, column)).find((value) => value !== null)
  if (name !== undefined && name !== null) parts.push(name)
  const ms = durations.map((column) => row[column]).find((value) => typeof value === 'number')
  if (ms !== undefined) parts.push(`${Math.round(Number(ms))} ms`)
  const seconds = row.duration_seconds
  if (typeof seconds === 'number') parts.push(`${Math.round(seconds)} s`)
  return parts.length === 0 ? null : parts.join(', ')
}
