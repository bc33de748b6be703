/**
 * Stores what a sink refused for good: one file per sink, with one JSON object per line, on disk before the
 * cursor moves on. Records are sanitized already; of the sink's error only the code is stored. A crash
 * between the append and the commit writes a record twice: log and sequence number tell the copies apart.
 */

import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing } from '../runtime/is-missing.js'
import { PRIVATE_FOLDER } from '../runtime/private-files.js'
import type { Selector } from '../sinks/sink.js'
import {
  type DeadLetter,
  deadLetterKey,
  formatDeadLetter,
  type NewDeadLetter,
  parseDeadLetter,
  readFields,
  timeOfEvent,
} from './dead-letter-line.js'
import { appendLines, readLines, removeLines } from './line-file.js'

/** Delivery needs only this of the dead letters. */
export interface DeadLetterWriter {
  /** Resolves when the dead letters are on disk. */
  append(deadLetters: readonly NewDeadLetter[]): Promise<void>
}

/** Erasures, retention, replays and operators need the rest. */
export interface DeadLetters extends DeadLetterWriter {
  /**
   * Removes a sink's dead letters about the selected records for good. The sink's loop must not append
   * meanwhile.
   *
   * @returns how many were removed
   */
  erase(sink: string, selector: Selector): Promise<number>
  /**
   * Removes a tenant's dead letters whose event is older. The sink's loop must not append meanwhile.
   *
   * @param before milliseconds since the epoch
   * @returns how many were removed
   */
  expire(sink: string, tenantId: string, before: number): Promise<number>
  /** Returns the sinks that have dead letters, those that are no longer configured too. */
  sinks(): Promise<readonly string[]>
  /** Reads a sink's dead letters, oldest first, each record once. */
  read(sink: string): AsyncGenerator<DeadLetter>
  /** @param records the keys of the records whose dead letters are removed, as `deadLetterKey` makes them */
  remove(sink: string, records: ReadonlySet<string>): Promise<void>
}

const EXTENSION = '.ndjson'

/** Operators name sinks: a name that is no plain file name must not lead out of the folder. */
const fileNameOf = (sink: string): string =>
  `${encodeURIComponent(sink).replaceAll('.', '%2E').replaceAll('*', '%2A')}${EXTENSION}`

/** @param options.now returns milliseconds since the epoch */
export function createDeadLetters(options: { folder: string; now: () => number }): DeadLetters {
  const fileOf = (sink: string): string => join(options.folder, fileNameOf(sink))

  return {
    async append(deadLetters) {
      await mkdir(options.folder, { recursive: true, mode: PRIVATE_FOLDER })
      for (const sink of new Set(deadLetters.map((each) => each.sink))) {
        const lines = deadLetters
          .filter((each) => each.sink === sink)
          .map((each) => formatDeadLetter(each, options.now()))
        await appendLines(fileOf(sink), lines)
      }
    },
    async *read(sink) {
      const seen = new Set<string>()
      for await (const line of readLines(fileOf(sink))) {
        const deadLetter = parseDeadLetter(line)
        if (deadLetter === undefined || seen.has(deadLetterKey(deadLetter))) continue
        seen.add(deadLetterKey(deadLetter))
        yield deadLetter
      }
    },
    async sinks() {
      const names = await readdir(options.folder).catch((thrown: unknown) => {
        if (isMissing(thrown)) return []
        throw thrown
      })
      return names
        .filter((name) => name.endsWith(EXTENSION))
        .map((name) => decodeURIComponent(name.slice(0, -EXTENSION.length)))
    },
    erase: (sink, selector) => removeLines(fileOf(sink), (line) => isSelected(line, selector)),
    expire: (sink, tenantId, before) =>
      removeLines(fileOf(sink), (line) => {
        const deadLetter = parseDeadLetter(line)
        return deadLetter?.tenantId === tenantId && timeOfEvent(deadLetter) < before
      }),
    async remove(sink, records) {
      if (records.size === 0) return
      await removeLines(fileOf(sink), (line) => {
        const deadLetter = parseDeadLetter(line)
        // A line that a crash cut off goes too: its record has a complete line.
        return deadLetter === undefined || records.has(deadLetterKey(deadLetter))
      })
    },
  }
}

/** A line or a record that cannot be read is selected when it so much as contains one of the values. */
function isSelected(line: string, { tenantId, field, values }: Selector): boolean {
  const deadLetter = parseDeadLetter(line)
  if (deadLetter === undefined) return values.some((value) => value !== '' && line.includes(value))
  if (deadLetter.tenantId !== tenantId) return false
  const fields = readFields(deadLetter.bytes)
  if (Object.keys(fields).length > 0) return values.some((value) => fields[field] === value)
  return values.some((value) => value !== '' && Buffer.from(deadLetter.bytes).includes(value))
}
