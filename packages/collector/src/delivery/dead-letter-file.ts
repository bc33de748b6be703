/** The lines of a sink's dead letters: what each says, and how some of them are taken out of the file. */
import { createReadStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { NewRecord } from '../log/log.js'
import type { SinkFailure } from '../sinks/sink.js'

export interface ReadLetter {
  readonly at: string
  readonly code: SinkFailure
  readonly log: string
  readonly sequence: number
  readonly tenantId: string
  readonly id: string
  readonly event: string
  /** The record's bytes as they were in the log. */
  readonly bytes: Uint8Array
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where a line's record begins: the text behind it, up to the last brace, is what the log held. */
const RECORD = ',"record":'

/** Undefined for a line that a crash cut off. */
export function readLetter(line: string): ReadLetter | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return undefined // cut off by a crash: its batch came again, and a whole line with it
  }
  if (!isObject(parsed)) return undefined
  const bytes =
    typeof parsed.record_base64 === 'string'
      ? Buffer.from(parsed.record_base64, 'base64')
      : Buffer.from(line.slice(line.indexOf(RECORD) + RECORD.length, -1))
  return {
    at: String(parsed.at),
    code: parsed.code === 'too_large' ? 'too_large' : 'rejected',
    log: String(parsed.log),
    sequence: Number(parsed.sequence),
    tenantId: String(parsed.tenant_id),
    id: String(parsed.id),
    event: String(parsed.event),
    bytes,
  }
}

/** What the log said of the record, as far as its own fields tell. */
export function toRecord({ id, tenantId, event, bytes }: ReadLetter): NewRecord {
  const fields = fieldsOf(bytes)
  const time = (name: string): number => {
    const parsed = Date.parse(String(fields[name]))
    return Number.isNaN(parsed) ? 0 : parsed
  }
  return { id, tenantId, event, bytes, time: time('ts'), receivedAt: time('received_at'), hasText: true }
}

export function fieldsOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return isObject(parsed) ? parsed : {}
  } catch {
    return {} // refused because it is not JSON: it has no fields
  }
}

const NEWLINE = 10

/** Nothing when there is no file. Not readline: it also splits at U+2028, which JSON leaves in its strings. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0)
  try {
    for await (const chunk of createReadStream(file)) {
      rest = Buffer.concat([rest, Buffer.from(chunk)])
      let from = 0
      for (let at = rest.indexOf(NEWLINE); at !== -1; at = rest.indexOf(NEWLINE, from)) {
        if (at > from) yield rest.toString('utf8', from, at)
        from = at + 1
      }
      rest = rest.subarray(from)
    }
    if (rest.length > 0) yield rest.toString('utf8')
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown
  }
}

export const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'

/** Replaces the file by the lines that `keep` is true for; whole or not at all. Returns the lines removed. */
export async function rewriteLines(file: string, keep: (line: string) => boolean): Promise<number> {
  let removed = 0
  let kept = 0
  const temporary = `${file}.new`
  const target = await open(temporary, 'w', 0o600)
  try {
    for await (const line of linesOf(file)) {
      if (keep(line)) {
        kept++
        await target.write(`${line}\n`)
      } else removed++
    }
    await target.sync()
  } finally {
    await target.close()
  }
  if (removed === 0) await rm(temporary)
  else if (kept > 0) await rename(temporary, file)
  else {
    await rm(file, { force: true })
    await rm(temporary)
  }
  if (removed > 0) await syncFolder(dirname(file))
  return removed
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
