/**
 * Keeps which alerts fire, and what webhooks have not been told yet, in one small file of the data folder, so that a
 * restart neither forgets an alert nor tells it twice. It holds no address: webhooks are named by a digest.
 */
import { readFile } from 'node:fs/promises'
import { isObject } from '@hushlog/base'
import { createMutex } from '../../runtime/concurrency.js'
import { isMissing } from '../../runtime/is-missing.js'
import { replaceFile } from '../../runtime/replace-file.js'

/** The last change of an alert for a tenant. */
export interface StoredState {
  readonly alert: string
  readonly tenant: string
  readonly firing: boolean
  /** Milliseconds since the epoch. */
  readonly since: number
  /** The value that made the change. */
  readonly value: number
}

/** A change that a webhook has not been told yet. */
export interface Message {
  /** A ULID, by which a receiver knows a message that came before. */
  readonly id: string
  /** Names the webhook by a digest of the alert's name and the address. */
  readonly target: string
  /** The JSON that is sent. */
  readonly body: string
  readonly attempts: number
}

export interface AlertFileContent {
  readonly states: readonly StoredState[]
  readonly messages: readonly Message[]
}

export interface AlertFile {
  /** Returns nothing for a file that is missing; undefined for one that is damaged. */
  read(): Promise<AlertFileContent | undefined>
  /** Saves what `content` returns when the file is written, so that changes which come meanwhile share a write. */
  save(content: () => AlertFileContent): Promise<void>
}

const isState = (value: unknown): value is StoredState =>
  isObject(value) &&
  typeof value.alert === 'string' &&
  typeof value.tenant === 'string' &&
  typeof value.firing === 'boolean' &&
  typeof value.since === 'number' &&
  typeof value.value === 'number'

/** Is a ULID, whose time says how old a message is. */
const ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

const isMessage = (value: unknown): value is Message =>
  isObject(value) &&
  typeof value.id === 'string' &&
  ID.test(value.id) &&
  typeof value.target === 'string' &&
  typeof value.body === 'string' &&
  typeof value.attempts === 'number'

function parse(text: string): AlertFileContent | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    if (!isObject(parsed) || !Array.isArray(parsed.states) || !Array.isArray(parsed.messages))
      return undefined
    return { states: parsed.states.filter(isState), messages: parsed.messages.filter(isMessage) }
  } catch {
    // A parser's message would quote the file; the caller says that it is damaged.
    return undefined
  }
}

export function createAlertFile(path: string): AlertFile {
  const mutex = createMutex()
  let waiting: Promise<void> | undefined
  return {
    async read() {
      try {
        return parse(await readFile(path, 'utf8'))
      } catch (thrown) {
        if (isMissing(thrown)) return { states: [], messages: [] }
        throw thrown
      }
    },
    save(content) {
      waiting ??= mutex.run(async () => {
        waiting = undefined
        await replaceFile(path, `${JSON.stringify(content())}\n`)
      })
      return waiting
    },
  }
}
