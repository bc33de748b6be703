/**
 * Reads and replaces `keys.json`. A file of an earlier version, which held keys in plain text, is read as if they had been
 * stored as digests.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { isObject } from '@hushlog/base'
import { isMissing } from '../runtime/is-missing.js'
import { withLockFile } from '../runtime/with-lock-file.js'
import { hasStoredEvents, keyFileFault } from './missing-keys.js'
import type { Scope } from './schema-shared.js'
import { secretDigest } from './secret-digest.js'
import { type StoredPassword, storePassword } from './stored-password.js'

interface AnyStoredKey {
  readonly tenant: string
  /** Holds the SHA-256 of the key in base64. */
  readonly sha256: string
  /** Holds the last characters of the key, by which a person recognizes it. */
  readonly hint: string
  readonly name?: string | undefined
  readonly created_at?: string | undefined
  /** The key is valid until then. */
  readonly expires_at?: string | undefined
}

export interface StoredWriteKey extends AnyStoredKey {
  readonly kind: 'write'
  readonly origins: readonly string[]
  readonly backfill?: boolean | undefined
}

export interface StoredReadToken extends AnyStoredKey {
  readonly kind: 'read'
  readonly scopes: readonly Scope[]
}

export type StoredKey = StoredWriteKey | StoredReadToken

export interface KeyFileContent {
  /** Is undefined before the first start. */
  readonly keys?: readonly StoredKey[]
  readonly admin?: StoredPassword
  /** Signs the cookies of those who signed in. */
  readonly session_secret?: string
  readonly pseudonym_secrets?: Readonly<Record<string, string>>
  /** Lists the newest first. */
  readonly former_pseudonym_secrets?: Readonly<Record<string, readonly string[]>>
}

/** Holds what files of an earlier version have in plain text. */
interface PlainContent extends KeyFileContent {
  readonly write_keys?: readonly string[]
  readonly read_tokens?: readonly string[]
  readonly admin_password?: string
}

/** The tenant that exists when none is configured. */
export const DEFAULT_TENANT = 'default'

const HINT_CHARACTERS = 4

export const hintOf = (key: string): string => key.slice(-HINT_CHARACTERS)

const isSecret = (value: unknown): boolean => typeof value === 'string' && value !== ''

const areSecrets = (value: unknown): boolean => isObject(value) && Object.values(value).every(isSecret)

const isPlain = (content: PlainContent): boolean =>
  'write_keys' in content || 'read_tokens' in content || 'admin_password' in content

const withoutPlain = (content: PlainContent): KeyFileContent => {
  const { write_keys = [], read_tokens = [], admin_password, keys = [], ...rest } = content
  const stored = (key: string) => ({ tenant: DEFAULT_TENANT, sha256: secretDigest(key), hint: hintOf(key) })
  return {
    ...rest,
    keys: [
      ...keys,
      ...write_keys.map((key) => ({ kind: 'write', ...stored(key), origins: ['*'] }) as const),
      ...read_tokens.map((key) => ({ kind: 'read', ...stored(key), scopes: ['read'] }) as const),
    ],
    ...(admin_password !== undefined && { admin: storePassword(admin_password) }),
  }
}

export const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

const readAsWritten = (path: string): PlainContent => {
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
  if (content.session_secret !== undefined && !isSecret(content.session_secret))
    throw keyFileFault(path, 'is damaged: session_secret is no text')
  if (content.keys !== undefined && !(Array.isArray(content.keys) && content.keys.every(isObject)))
    throw keyFileFault(path, 'is damaged: keys are no list of objects')
  return content
}

/**
 * @returns an empty object when there is no file
 * @throws KeyFileError when the file is missing or without secrets where events are stored, or when it is damaged
 */
export const readContent = (path: string): KeyFileContent => {
  const content = readAsWritten(path)
  return isPlain(content) ? withoutPlain(content) : content
}

/** Says whether the file still holds keys in plain text, as an earlier version wrote them. */
export const holdsPlainKeys = (path: string): boolean => isPlain(readAsWritten(path))

export const writeContent = (path: string, content: KeyFileContent): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const next = `${path}.new`
  writeFileSync(next, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(next, path)
}

/** Reads the file and replaces it by what `change` returns, while no other process does; undefined changes nothing. */
export const changeContent = (
  path: string,
  change: (content: KeyFileContent) => KeyFileContent | undefined,
): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  withLockFile(path, () => {
    const changed = change(readContent(path))
    if (changed !== undefined) writeContent(path, changed)
  })
}
