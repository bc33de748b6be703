/**
 * Remembers which sinks an operator has detached, in a file of the data folder. A detached sink gets nothing and
 * holds back nothing in the log; what it has stays, and can be erased from it. The file says how far the sink
 * was, so that it can go on without a second copy of anything.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isObject } from '@hushlog/base'
import type { LogRange } from '../log/log.js'
import { isMissing } from '../runtime/is-missing.js'
import { replaceFile } from '../runtime/replace-file.js'

/** Says where a sink that is attached again begins: with the oldest record it has not had, or with new ones. */
export const attachPoints = ['oldest', 'now'] as const

export type AttachPoint = (typeof attachPoints)[number]

export interface DetachedSink {
  /** Says when it was detached, as RFC 3339 in UTC. */
  readonly since: string
  /** Says how far the sink was; null until the next start, when it was detached while no collector ran. */
  readonly position: DetachedPosition | null
  /** Is set when it is to be attached at the next start. */
  readonly attach: AttachPoint | null
}

export interface DetachedPosition {
  /** Names the log by its id: the numbers of another log say nothing. */
  readonly log: string
  /** Holds the sequence number up to which the sink has everything. */
  readonly cursor: number
  /** Holds a range behind the cursor of which a part may be stored under the name of the range. */
  readonly claim: LogRange | null
}

export interface DetachedSinks {
  get(sink: string): DetachedSink | undefined
  names(): readonly string[]
  /** Resolves when it is on disk. */
  set(sink: string, detached: DetachedSink): Promise<void>
  /** Resolves when it is on disk. */
  remove(sink: string): Promise<void>
}

/**
 * Reads the file.
 *
 * @throws Error when it is damaged
 */
export function openDetachedSinks(dataDir: string): DetachedSinks {
  const path = join(dataDir, 'detached-sinks.json')
  let sinks = readSinks(path)

  async function save(next: ReadonlyMap<string, DetachedSink>): Promise<void> {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    await replaceFile(path, `${JSON.stringify({ detached: Object.fromEntries(next) }, undefined, 2)}\n`)
    sinks = next
  }

  return {
    get: (sink) => sinks.get(sink),
    names: () => [...sinks.keys()],
    set: (sink, detached) => save(new Map(sinks).set(sink, detached)),
    remove: (sink) => save(new Map([...sinks].filter(([name]) => name !== sink))),
  }
}

function readSinks(path: string): ReadonlyMap<string, DetachedSink> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (thrown) {
    if (isMissing(thrown)) return new Map()
    throw thrown
  }
  const { detached } = parse(text)
  if (!isObject(detached) || !Object.values(detached).every(isDetachedSink))
    throw new Error(
      `${path} is damaged: it does not say which sinks are detached. Restore it from a backup, or remove it, ` +
        'which attaches all of them at the oldest record of the log',
    )
  return new Map(Object.entries(detached as Record<string, DetachedSink>))
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text)
    return isObject(parsed) ? parsed : {}
  } catch {
    return {}
  }
}

const isNumber = (value: unknown): boolean => Number.isSafeInteger(value)

const isPosition = (value: unknown): boolean =>
  value === null ||
  (isObject(value) &&
    typeof value.log === 'string' &&
    isNumber(value.cursor) &&
    (value.claim === null ||
      (isObject(value.claim) && isNumber(value.claim.from) && isNumber(value.claim.to))))

const isDetachedSink = (value: unknown): boolean =>
  isObject(value) &&
  typeof value.since === 'string' &&
  isPosition(value.position) &&
  (value.attach === null || attachPoints.some((point) => point === value.attach))
