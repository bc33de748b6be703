/**
 * Keeps what a sink refused for good: one file per sink, one JSON object a line, on disk before the cursor
 * moves on. Records are already sanitized; nothing is taken from the sink's error but its code.
 * A crash between the append and the commit writes a record twice: (log, sequence) tells the copies apart.
 */
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoredRecord } from '../log/log.js'
import type { SinkFailure } from '../sinks/sink.js'

export interface DeadLetter {
  readonly sink: string
  readonly log: string
  readonly code: SinkFailure
  readonly record: StoredRecord
}

export interface DeadLetterStore {
  /** Resolves when the letters are on disk. */
  append(letters: readonly DeadLetter[]): Promise<void>
}

/** Sinks are named by the operator; a name that is no plain file name must not leave the folder. */
export const deadLetterFile = (sink: string): string =>
  `${encodeURIComponent(sink).replaceAll('.', '%2E').replaceAll('*', '%2A')}.ndjson`

function line(letter: DeadLetter, now: number): string {
  const { record } = letter
  const text = Buffer.from(record.bytes).toString('utf8')
  const head = {
    at: new Date(now).toISOString(),
    sink: letter.sink,
    code: letter.code,
    log: letter.log,
    sequence: record.sequence,
    tenant_id: record.tenantId,
    id: record.id,
    event: record.event,
  }
  // What no parser accepts is kept too, but not as a line that breaks the file.
  const body = isOneLineOfJson(text)
    ? `"record":${text}`
    : `"record_base64":"${Buffer.from(record.bytes).toString('base64')}"`
  return `${JSON.stringify(head).slice(0, -1)},${body}}\n`
}

function isOneLineOfJson(text: string): boolean {
  if (text.includes('\n')) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

export function createDeadLetters(options: { folder: string; now: () => number }): DeadLetterStore {
  return {
    async append(letters) {
      await mkdir(options.folder, { recursive: true })
      for (const sink of new Set(letters.map((letter) => letter.sink))) {
        const text = letters
          .filter((letter) => letter.sink === sink)
          .map((letter) => line(letter, options.now()))
          .join('')
        const file = await open(join(options.folder, deadLetterFile(sink)), 'a')
        try {
          await file.appendFile(text)
          await file.sync()
        } finally {
          await file.close()
        }
      }
    },
  }
}
