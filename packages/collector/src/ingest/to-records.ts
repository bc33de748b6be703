/**
 * Encodes the records of a request as UTF-8 into one buffer, which costs a third of encoding each by itself. The records
 * are views of the buffer, which lives as long as any of them.
 */
import type { NewRecord } from '../log/log.js'

/** A record whose JSON is still text. */
export interface PreparedRecord extends Omit<NewRecord, 'bytes'> {
  readonly json: string
}

/** @param isAscii the caller's promise that all texts are ASCII, which makes encoding a copy */
export const toRecords = (prepared: readonly PreparedRecord[], isAscii: boolean): NewRecord[] => {
  let text = ''
  for (const { json } of prepared) text += json
  const buffer = Buffer.from(text, isAscii ? 'latin1' : 'utf8')
  let at = 0
  return prepared.map(({ id, tenantId, event, time, receivedAt, hasText, json }) => {
    const size = isAscii ? json.length : Buffer.byteLength(json)
    const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset + at, size)
    at += size
    return { id, tenantId, event, time, receivedAt, hasText, bytes }
  })
}
