/**
 * Opens `keys.json` of the data folder, which holds secrets that the collector made itself and which its owner only can
 * read: digests of keys and of the admin's password, and for each tenant the secret that keys its pseudonyms. Every change
 * replaces the whole file by a rename, so that a crash leaves the old file or the new one.
 */

import { randomBytes } from 'node:crypto'
import { renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { checkDataFolder } from './data-folder.js'
import {
  changeContent,
  holdsPlainKeys,
  type KeyFileContent,
  readContent,
  readText,
  type StoredKey,
  writeContent,
} from './key-file-content.js'
import { KeyFileError } from './missing-keys.js'
import { createStoredKeys, type StoredKeys } from './stored-keys.js'
import type { StoredPassword } from './stored-password.js'

/** All methods see what another process, such as a command, has written since. */
export interface KeyFile {
  readonly path: string
  /** Changes the keys that the collector keeps. */
  readonly stored: StoredKeys
  /** Lists these keys. */
  keys(): readonly StoredKey[]
  /** Returns undefined when the collector has made no password. */
  admin(): StoredPassword | undefined
  /** Returns the secret that signs the cookies of those who signed in; a missing one is made. */
  sessionSecret(): string
  /** Replaces keys in plain text, as an earlier version stored them, by their digests. Returns whether there were any. */
  hashPlainKeys(): boolean
  /** Changes with the file. */
  version(): string
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

/** Encodes 32 random bytes, the length of the digest that they key. */
const newSecret = (): string => randomBytes(32).toString('base64url')

/** Makes a map, because a tenant may have the name of a member that every object has. */
const mapOf = <Value>(record: Readonly<Record<string, Value>> = {}): Map<string, Value> =>
  new Map(Object.entries(record))

const findFault = (path: string): KeyFileError | undefined => {
  try {
    readContent(path)
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
  readContent(path)

  const pseudonymSecretsOf: KeyFile['pseudonymSecretsOf'] = (tenantIds) => {
    const known = mapOf(readContent(path).pseudonym_secrets)
    if (tenantIds.every((id) => known.has(id))) return known
    let secrets = known
    changeContent(path, (content) => {
      secrets = mapOf(content.pseudonym_secrets)
      for (const id of tenantIds) if (!secrets.has(id)) secrets.set(id, newSecret())
      return { ...content, pseudonym_secrets: Object.fromEntries(secrets) }
    })
    return secrets
  }

  const pseudonymSecrets: KeyFile['pseudonymSecrets'] = (tenantId) => {
    const current = pseudonymSecretsOf([tenantId]).get(tenantId) ?? ''
    return [current, ...(mapOf(readContent(path).former_pseudonym_secrets).get(tenantId) ?? [])]
  }

  return {
    path,
    stored: createStoredKeys(path),
    keys: () => readContent(path).keys ?? [],
    admin: () => readContent(path).admin,
    sessionSecret() {
      const known = readContent(path).session_secret
      if (known !== undefined) return known
      let secret = newSecret()
      changeContent(path, (content) => {
        secret = content.session_secret ?? secret
        return { ...content, session_secret: secret }
      })
      return secret
    },
    hashPlainKeys() {
      if (!holdsPlainKeys(path)) return false
      changeContent(path, (content) => content)
      return true
    },
    version() {
      const stats = statSync(path, { throwIfNoEntry: false })
      return stats === undefined ? '' : `${stats.ino} ${stats.mtimeMs} ${stats.size}`
    },
    pseudonymSecretsOf,
    pseudonymSecrets,
    rotatePseudonymSecret(tenantId) {
      const former = pseudonymSecrets(tenantId)
      changeContent(path, (content): KeyFileContent => {
        const secrets = mapOf(content.pseudonym_secrets).set(tenantId, newSecret())
        const formerSecrets = mapOf(content.former_pseudonym_secrets).set(tenantId, former)
        return {
          ...content,
          pseudonym_secrets: Object.fromEntries(secrets),
          former_pseudonym_secrets: Object.fromEntries(formerSecrets),
        }
      })
    },
  }
}
