/**
 * Makes, rotates and revokes the keys and tokens that the collector keeps itself. They are returned once, when they are
 * made; the key file holds their digests.
 */
import { randomBytes } from 'node:crypto'
import {
  changeContent,
  DEFAULT_TENANT,
  hintOf,
  type StoredKey,
  type StoredReadToken,
  type StoredWriteKey,
} from './key-file-content.js'
import { secretDigest } from './secret-digest.js'
import { storePassword } from './stored-password.js'

type Made = 'sha256' | 'hint' | 'created_at'

/** Describes a key that is to be made. */
export type NewKey = Omit<StoredWriteKey, Made> | Omit<StoredReadToken, Made>

export interface FirstKeys {
  /** The keys are undefined when there are some already. */
  readonly writeKey: string | undefined
  readonly readToken: string | undefined
  /** The password is undefined when there is one already. */
  readonly adminPassword: string | undefined
}

export interface StoredKeys {
  /** @returns the new key, which nothing else ever returns again */
  create(key: NewKey, now: Date): string
  /**
   * Makes a key with the properties of another one, which ends after a while.
   *
   * @param which the hint or the name of the key
   * @param graceMs how long the former key is still valid
   * @throws Error when not exactly one key has that hint or name
   */
  rotate(
    which: string,
    tenant: string | undefined,
    graceMs: number,
    now: Date,
  ): { readonly key: string; readonly former: StoredKey }
  /** @throws as `rotate` */
  revoke(which: string, tenant: string | undefined): StoredKey
  /** Makes another password for the admin and returns it; the former one ends. */
  resetAdmin(): string
  /**
   * Makes what is missing at the first start.
   *
   * @param needsPassword whether no password is configured
   * @param keep is called before the digests are stored, so that no crash leaves keys that nobody has seen
   * @returns undefined when nothing was missing
   */
  makeFirst(needsPassword: boolean, keep: (made: FirstKeys) => void, now: Date): FirstKeys | undefined
}

/** Encodes 144 random bits as 24 characters. */
const randomKey = (): string => randomBytes(18).toString('base64url')

const prefixes = { write: 'hlw_', read: 'hlr_' } as const

const makeKey = (key: NewKey, now: Date): { readonly secret: string; readonly stored: StoredKey } => {
  const secret = `${prefixes[key.kind]}${randomKey()}`
  const made = { sha256: secretDigest(secret), hint: hintOf(secret), created_at: now.toISOString() }
  return { secret, stored: { ...key, ...made } }
}

const describeKey = ({ kind, name, hint, tenant, expires_at }: StoredKey): string =>
  `${kind} …${hint}${name === undefined ? '' : ` (${name})`} of ${tenant}${expires_at === undefined ? '' : `, ends ${expires_at}`}`

/** A former key that is still valid has the name of the one that follows it; the name then means the latter. */
const findKey = (keys: readonly StoredKey[], which: string, tenant: string | undefined): StoredKey => {
  const wanted = which.replace(/^…/, '')
  const named = keys.filter(
    (key) => (key.name === wanted || key.hint === wanted) && (tenant === undefined || key.tenant === tenant),
  )
  const lasting = named.filter(({ expires_at }) => expires_at === undefined)
  const [key, ...others] = lasting.length === 1 ? lasting : named
  if (key === undefined)
    throw new Error('no key has this hint or name; `hushlog keys list` shows those that the collector keeps')
  if (others.length > 0)
    throw new Error(`several keys have this hint or name: ${named.map(describeKey).join('; ')}`)
  return key
}

const isOver = ({ expires_at }: StoredKey, now: Date): boolean =>
  expires_at !== undefined && Date.parse(expires_at) <= now.getTime()

export function createStoredKeys(path: string): StoredKeys {
  const changeKeys = (change: (keys: readonly StoredKey[]) => readonly StoredKey[]): void =>
    changeContent(path, (content) => ({ ...content, keys: change(content.keys ?? []) }))

  return {
    create(key, now) {
      const { secret, stored } = makeKey(key, now)
      changeKeys((keys) => {
        if (
          key.name !== undefined &&
          keys.some(({ name, tenant }) => name === key.name && tenant === key.tenant)
        )
          throw new Error('another key of this tenant has this name; give this one a name of its own')
        return [...keys, stored]
      })
      return secret
    },
    rotate(which, tenant, graceMs, now) {
      let result: { key: string; former: StoredKey } | undefined
      changeKeys((keys) => {
        const current = findKey(keys, which, tenant)
        const { sha256, hint, created_at, expires_at, ...properties } = current
        const { secret, stored } = makeKey(properties, now)
        const former = { ...current, expires_at: new Date(now.getTime() + graceMs).toISOString() }
        result = { key: secret, former }
        const rest = keys.map((key) => (key === current ? former : key))
        return [...rest, stored].filter((key) => !isOver(key, now))
      })
      if (result === undefined) throw new Error('no key was rotated')
      return result
    },
    revoke(which, tenant) {
      let revoked: StoredKey | undefined
      changeKeys((keys) => {
        revoked = findKey(keys, which, tenant)
        return keys.filter((key) => key !== revoked)
      })
      if (revoked === undefined) throw new Error('no key was revoked')
      return revoked
    },
    resetAdmin() {
      const password = randomKey()
      changeContent(path, (content) => ({ ...content, admin: storePassword(password) }))
      return password
    },
    makeFirst(needsPassword, keep, now) {
      let made: FirstKeys | undefined
      changeContent(path, (content) => {
        const needsKeys = content.keys === undefined
        const adminPassword = needsPassword && content.admin === undefined ? randomKey() : undefined
        if (!needsKeys && adminPassword === undefined) return undefined
        const ofTenant = { tenant: DEFAULT_TENANT, name: 'first' }
        const write = makeKey({ kind: 'write', ...ofTenant, origins: ['*'] }, now)
        const read = makeKey({ kind: 'read', ...ofTenant, name: 'first-read', scopes: ['read'] }, now)
        made = {
          writeKey: needsKeys ? write.secret : undefined,
          readToken: needsKeys ? read.secret : undefined,
          adminPassword,
        }
        keep(made)
        return {
          ...content,
          keys: content.keys ?? [write.stored, read.stored],
          ...(adminPassword !== undefined && { admin: storePassword(adminPassword) }),
        }
      })
      return made
    },
  }
}
