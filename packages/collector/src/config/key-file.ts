/**
 * Secrets that the collector made itself, in `keys.json` of the data folder, readable by its owner only:
 * the keys of the first tenant when nothing is configured, and the secret of each tenant that pseudonyms are
 * made with. The file is replaced whole or not at all.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

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
  /** Newest first. */
  readonly former_pseudonym_secrets?: Readonly<Record<string, readonly string[]>>
}

export interface KeyFile {
  readonly path: string
  /** Of the tenant that is there when nothing is configured; made at the first call. */
  defaultKeys(): Keys
  /** Adds a pair for that tenant. */
  addKeys(): { readonly writeKey: string; readonly readToken: string }
  /** Made once per tenant; with another one, all its pseudonyms would be others. */
  pseudonymSecret(tenantId: string): string
  /** The one in use and all former ones, newest first: what is stored may be under any of them. */
  pseudonymSecrets(tenantId: string): readonly string[]
  /** Makes a new one and keeps the former. */
  rotatePseudonymSecret(tenantId: string): void
}

/** 18 bytes: 144 bits, 24 characters. */
const randomText = (): string => randomBytes(18).toString('base64url')

/** 32 bytes, as long as the digest that it keys. */
const newSecret = (): string => randomBytes(32).toString('base64url')

/** By way of a map: a tenant may be called as a member of every object is. */
const withEntry = <Value>(record: Readonly<Record<string, Value>> = {}, key: string, value: Value) =>
  Object.fromEntries([...new Map(Object.entries(record)).set(key, value)])

export const newWriteKey = (): string => `hlw_${randomText()}`
export const newReadToken = (): string => `hlr_${randomText()}`

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

const read = (path: string): KeyFileContent => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return {}
    throw error
  }
  try {
    const content: unknown = JSON.parse(text)
    if (typeof content === 'object' && content !== null) return content
  } catch (error) {
    // The parser's message would quote a secret.
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new Error(`${path} is damaged: not a JSON object. Restore it; without it all pseudonyms change.`)
}

export const openKeyFile = (dataDir: string): KeyFile => {
  const path = join(dataDir, 'keys.json')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  let content = read(path)

  /** A command may have changed the file since: what it wrote must not be lost. */
  const refresh = (): void => {
    content = read(path)
  }

  const save = (changes: KeyFileContent): void => {
    content = { ...read(path), ...changes }
    const next = `${path}.new`
    writeFileSync(next, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600, flush: true })
    renameSync(next, path)
  }

  const keyFile: KeyFile = {
    path,
    defaultKeys() {
      if (content.write_keys === undefined) save({ write_keys: [newWriteKey()] })
      if (content.read_tokens === undefined) save({ read_tokens: [newReadToken()] })
      if (content.admin_password === undefined) save({ admin_password: randomText() })
      const { write_keys = [], read_tokens = [], admin_password = '' } = content
      return { writeKeys: write_keys, readTokens: read_tokens, adminPassword: admin_password }
    },
    addKeys() {
      const made = { writeKey: newWriteKey(), readToken: newReadToken() }
      save({
        write_keys: [...(content.write_keys ?? []), made.writeKey],
        read_tokens: [...(content.read_tokens ?? []), made.readToken],
      })
      return made
    },
    pseudonymSecret(tenantId) {
      refresh()
      const secrets = new Map(Object.entries(content.pseudonym_secrets ?? {}))
      const known = secrets.get(tenantId)
      if (known !== undefined) return known
      const made = newSecret()
      save({ pseudonym_secrets: withEntry(content.pseudonym_secrets, tenantId, made) })
      return made
    },
    pseudonymSecrets(tenantId) {
      const current = keyFile.pseudonymSecret(tenantId)
      return [
        current,
        ...(new Map(Object.entries(content.former_pseudonym_secrets ?? {})).get(tenantId) ?? []),
      ]
    },
    rotatePseudonymSecret(tenantId) {
      const former = keyFile.pseudonymSecrets(tenantId)
      save({
        pseudonym_secrets: withEntry(content.pseudonym_secrets, tenantId, newSecret()),
        former_pseudonym_secrets: withEntry(content.former_pseudonym_secrets, tenantId, former),
      })
    },
  }
  return keyFile
}
