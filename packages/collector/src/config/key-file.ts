/**
 * Keeps secrets that the collector made itself in `keys.json` of the data folder, readable by its owner only: the keys of
 * the tenant that exists when nothing is configured, and for each tenant the secret that keys its pseudonyms. Every change
 * replaces the whole file by a rename, so that a crash leaves the old file or the new one.
 */

import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isObject } from '@hushlog/base'
import { isMissing } from '../runtime/is-missing.js'
import { checkDataFolder } from './data-folder.js'
import { hasStoredEvents, KeyFileError, keyFileFault } from './missing-keys.js'

export interface Keys {
  readonly writeKeys: readonly string[]
  readonly readTokens: readonly string[]
  readonly adminPassword: string
}

interface KeyFileContent {
  readonly write_keys?: readonly string[]
  readonly read_tokens?: readonly string[]
  readonly admin_password?: string
  readonly pseudonym_secrets?: Readonly<Record<string, string>>
  /** Lists the newest first. */
  readonly former_pseudonym_secrets?: Readonly<Record<string, readonly string[]>>
}

/** All methods see what another process, such as a command, has written since. */
export interface KeyFile {
  readonly path: string
  /** Returns the keys of the tenant that exists when nothing is configured. The first call makes them. */
  defaultKeys(): Keys
  /** Returns those keys without making any: there are none before the first start. */
  storedKeys(): Partial<Keys>
  /** Adds a pair of keys for that tenant. */
  addKeys(): { readonly writeKey: string; readonly readToken: string }
  /**
   * Returns the secrets that key the pseudonyms of new events, by tenant id. A missing one is made: once per tenant, because
   * another secret would change all pseudonyms of the tenant. One call reads the file once and writes it at most once.
   */
  pseudonymSecretsOf(tenantIds: readonly string[]): ReadonlyMap<string, string>
  /** Returns the secret in use and all former ones, newest first: stored events may have a pseudonym of any of them. */
  pseudonymSecrets(tenantId: string): readonly string[]
  /** Makes a new secret and keeps the former ones. */
  rotatePseudonymSecret(tenantId: string): void
}

/** Encodes 144 random bits as 24 characters. */
const randomKey = (): string => randomBytes(18).toString('base64url')

/** Encodes 32 random bytes, the length of the digest that they key. */
const newSecret = (): string => randomBytes(32).toString('base64url')

/** Makes a map, because a tenant may have the name of a member that every object has. */
const mapOf = <Value>(record: Readonly<Record<string, Value>> = {}): Map<string, Value> =>
  new Map(Object.entries(record))

export const newWriteKey = (): string => `hlw_${randomKey()}`
export const newReadToken = (): string => `hlr_${randomKey()}`

const isSecret = (value: unknown): boolean => typeof value === 'string' && value !== ''

const areSecrets = (value: unknown): boolean => isObject(value) && Object.values(value).every(isSecret)

const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/**
 * @returns an empty object when there is no file
 * @throws KeyFileError when the file is missing or without secrets where events are stored, or when it is damaged
 */
const read = (path: string): KeyFileContent => {
  const hasEvents = hasStoredEvents(dirname(path))
  const text = readText(path)
  if (text === undefined) {
    if (hasEvents) throw keyFileFault(path, 'is missing beside stored events')
    return {}
  }
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    // The message of the parser would quote a secret.
    if (!(error instanceof SyntaxError)) throw error
  }
  if (!isObject(content)) throw keyFileFault(path, 'is damaged: it is no JSON object')
  if (content.pseudonym_secrets !== undefined && !areSecrets(content.pseudonym_secrets))
    throw keyFileFault(path, 'is damaged: pseudonym_secrets are not one text for each tenant')
  if (hasEvents && content.pseudonym_secrets === undefined)
    throw keyFileFault(path, 'is damaged: it has no pseudonym_secrets, and there are stored events')
  return content
}

const writeContent = (path: string, content: KeyFileContent): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const next = `${path}.new`
  writeFileSync(next, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(next, path)
}

const findFault = (path: string): KeyFileError | undefined => {
  try {
    read(path)
    return undefined
  } catch (thrown) {
    if (thrown instanceof KeyFileError) return thrown
    throw thrown
  }
}

/**
 * Begins a key file anew where the former one got lost. A damaged one is set aside as `keys.json.damaged`.
 *
 * @throws Error when nothing is wrong with the file, which is left alone then
 */
export const renewKeyFile = (dataDir: string): KeyFile => {
  const path = keyFilePath(dataDir)
  if (findFault(path) === undefined) throw new Error(`nothing is wrong with ${path}: it was left as it is`)
  if (readText(path) !== undefined) renameSync(path, `${path}.damaged`)
  writeContent(path, { pseudonym_secrets: {} })
  return openKeyFile(dataDir)
}

export const keyFilePath = (dataDir: string): string => join(dataDir, 'keys.json')

/**
 * Writes nothing by itself.
 *
 * @throws KeyFileError when the file is missing where events are stored, or damaged
 */
export const openKeyFile = (dataDir: string): KeyFile => {
  const path = keyFilePath(dataDir)
  checkDataFolder(dataDir)
  // Fails at once when the file is damaged.
  read(path)

  const write = (content: KeyFileContent): void => writeContent(path, content)

  const pseudonymSecretsOf: KeyFile['pseudonymSecretsOf'] = (tenantIds) => {
    const content = read(path)
    const secrets = mapOf(content.pseudonym_secrets)
    const missing = tenantIds.filter((id) => !secrets.has(id))
    for (const id of missing) secrets.set(id, newSecret())
    if (missing.length > 0) write({ ...content, pseudonym_secrets: Object.fromEntries(secrets) })
    return secrets
  }

  const pseudonymSecrets: KeyFile['pseudonymSecrets'] = (tenantId) => {
    const current = pseudonymSecretsOf([tenantId]).get(tenantId) ?? ''
    return [current, ...(mapOf(read(path).former_pseudonym_secrets).get(tenantId) ?? [])]
  }

  return {
    path,
    defaultKeys() {
      const content = read(path)
      const {
        write_keys = [newWriteKey()],
        read_tokens = [newReadToken()],
        admin_password = randomKey(),
      } = content
      const keys = { write_keys, read_tokens, admin_password }
      if (Object.keys(keys).some((name) => !(name in content))) write({ ...content, ...keys })
      return { writeKeys: write_keys, readTokens: read_tokens, adminPassword: admin_password }
    },
    storedKeys() {
      const { write_keys, read_tokens, admin_password } = read(path)
      return {
        ...(write_keys && { writeKeys: write_keys }),
        ...(read_tokens && { readTokens: read_tokens }),
        ...(admin_password && { adminPassword: admin_password }),
      }
    },
    addKeys() {
      const content = read(path)
      const added = { writeKey: newWriteKey(), readToken: newReadToken() }
      write({
        ...content,
        write_keys: [...(content.write_keys ?? []), added.writeKey],
        read_tokens: [...(content.read_tokens ?? []), added.readToken],
      })
      return added
    },
    pseudonymSecretsOf,
    pseudonymSecrets,
    rotatePseudonymSecret(tenantId) {
      const former = pseudonymSecrets(tenantId)
      const content = read(path)
      const secrets = mapOf(content.pseudonym_secrets).set(tenantId, newSecret())
      const formerSecrets = mapOf(content.former_pseudonym_secrets).set(tenantId, former)
      write({
        ...content,
        pseudonym_secrets: Object.fromEntries(secrets),
        former_pseudonym_secrets: Object.fromEntries(formerSecrets),
      })
    },
  }
}
