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
}

export interface KeyFile {
  readonly path: string
  /** Of the tenant that is there when nothing is configured; made at the first call. */
  defaultKeys(): Keys
  /** Adds a pair for that tenant. */
  addKeys(): { readonly writeKey: string; readonly readToken: string }
  /** Made once per tenant; with another one, all its pseudonyms would be others. */
  pseudonymSecret(tenantId: string): string
}

/** 18 bytes: 144 bits, 24 characters. */
const randomText = (): string => randomBytes(18).toString('base64url')

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

  const save = (changes: KeyFileContent): void => {
    content = { ...content, ...changes }
    const next = `${path}.new`
    writeFileSync(next, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600, flush: true })
    renameSync(next, path)
  }

  return {
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
      const secrets = new Map(Object.entries(content.pseudonym_secrets ?? {}))
      const known = secrets.get(tenantId)
      if (known !== undefined) return known
      const made = randomBytes(32).toString('base64url')
      save({ pseudonym_secrets: Object.fromEntries([...secrets, [tenantId, made]]) })
      return made
    },
  }
}
