/**
 * Keeps what a sink refused for good: one file per sink, one JSON object a line, on disk before the cursor
 * moves on. Records are already sanitized; nothing is taken from the sink's error but its code.
 * A crash between the append and the commit writes a record twice: (log, sequence) tells the copies apart.
 */
import { type FileHandle, mkdir, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoredRecord } from '../log/log.js'
import type { Selector, SinkFailure } from '../sinks/sink.js'
import {
  fieldsOf,
  isMissing,
  linesOf,
  type ReadLetter,
  readLetter,
  rewriteLines,
} from './dead-letter-file.js'

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

/** What operators and erasures need beside. */
export interface DeadLetters extends DeadLetterStore {
  /** Takes a sink's letters about the selected records away for good. Not while the sink's loop may append. */
  erase(sink: string, selector: Selector): Promise<number>
  /** Takes a tenant's letters away whose event is older than `before`. Not while the sink's loop may append. */
  expire(sink: string, tenantId: string, before: number): Promise<number>
  /** Sinks that have letters, also of those that are configured no more. */
  sinks(): Promise<readonly string[]>
  /** A sink's letters, oldest first, each record once. */
  read(sink: string): AsyncGenerator<ReadLetter>
  /** Takes away the letters of these records. */
  remove(sink: string, records: ReadonlySet<string>): Promise<void>
}

/** Tells a letter's record from all others; two tenants may have the same id. */
export const letterKey = ({ tenantId, id }: { tenantId: string; id: string }): string => `${id}/${tenantId}`

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

export function createDeadLetters(options: { folder: string; now: () => number }): DeadLetters {
  const fileOf = (sink: string): string => join(options.folder, deadLetterFile(sink))

  async function* read(sink: string): AsyncGenerator<ReadLetter> {
    const seen = new Set<string>()
    for await (const line of linesOf(fileOf(sink))) {
      const letter = readLetter(line)
      if (letter === undefined || seen.has(letterKey(letter))) continue
      seen.add(letterKey(letter))
      yield letter
    }
  }

  return {
    read,
    async sinks() {
      const names = await readdir(options.folder).catch((thrown: unknown) => {
        if (isMissing(thrown)) return []
        throw thrown
      })
      return names
        .filter((name) => name.endsWith('.ndjson'))
        .map((name) => decodeURIComponent(name.slice(0, -7)))
    },
    async erase(sink, { tenantId, field, values }) {
      if (!(await exists(fileOf(sink)))) return 0
      const isNamed = (line: string): boolean => {
        const letter = readLetter(line)
        // A line or a record that cannot be read goes when it so much as holds one of the values.
        if (letter === undefined) return values.some((value) => value !== '' && line.includes(value))
        if (letter.tenantId !== tenantId) return false
        const fields = fieldsOf(letter.bytes)
        if (Object.keys(fields).length > 0) return values.some((value) => fields[field] === value)
        return values.some((value) => value !== '' && Buffer.from(letter.bytes).includes(value))
      }
      return rewriteLines(fileOf(sink), (line) => !isNamed(line))
    },
    async expire(sink, tenantId, before) {
      if (!(await exists(fileOf(sink)))) return 0
      return rewriteLines(fileOf(sink), (line) => {
        const letter = readLetter(line)
        return letter === undefined || letter.tenantId !== tenantId || timeOf(letter) >= before
      })
    },
    async remove(sink, records) {
      if (records.size === 0 || !(await exists(fileOf(sink)))) return
      await rewriteLines(fileOf(sink), (line) => {
        const letter = readLetter(line)
        return letter !== undefined && !records.has(letterKey(letter))
      })
    },
    async append(letters) {
      await mkdir(options.folder, { recursive: true })
      for (const sink of new Set(letters.map((letter) => letter.sink))) {
        const text = letters
          .filter((letter) => letter.sink === sink)
          .map((letter) => line(letter, options.now()))
          .join('')
        const file = await open(fileOf(sink), 'a+')
        try {
          await file.appendFile((await endsInLine(file)) ? text : `\n${text}`)
          await file.sync()
        } finally {
          await file.close()
        }
      }
    },
  }
}

/** A crash can have cut the last line off. */
async function endsInLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat()
  if (size === 0) return true
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] === 10
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    (thrown: unknown) => {
      if (isMissing(thrown)) return false
      throw thrown
    },
  )

/** Of the event; of one that cannot be read when it was refused. */
function timeOf({ bytes, at }: ReadLetter): number {
  const time = Date.parse(String(fieldsOf(bytes).ts))
  return Number.isNaN(time) ? Date.parse(at) : time
}
