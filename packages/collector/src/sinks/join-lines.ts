import type { StoredRecord } from '../log/log.js'

const NEWLINE = 0x0a

/**
 * Joins records to lines of JSON, each with a newline at its end.
 *
 * @param fix may change the bytes of each line in place; their number stays
 */
export function joinLines(
  records: readonly Pick<StoredRecord, 'bytes'>[],
  fix?: (line: Buffer) => void,
): Buffer {
  let size = 0
  for (const { bytes } of records) size += bytes.length + 1
  const lines = Buffer.allocUnsafe(size)
  let at = 0
  for (const { bytes } of records) {
    lines.set(bytes, at)
    fix?.(lines.subarray(at, at + bytes.length))
    at += bytes.length
    lines[at++] = NEWLINE
  }
  return lines
}
