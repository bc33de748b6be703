/** Records as they are, a line each: what DuckDB reads as newline-delimited JSON. */
import type { Entry } from '../group-by-table.js'

const NEWLINE = 0x0a

export function toLines(entries: readonly Entry[]): Uint8Array {
  let size = 0
  for (const { record } of entries) size += record.bytes.length + 1
  const lines = Buffer.allocUnsafe(size)
  let at = 0
  for (const { record } of entries) {
    lines.set(record.bytes, at)
    at += record.bytes.length
    lines[at++] = NEWLINE
  }
  return lines
}
