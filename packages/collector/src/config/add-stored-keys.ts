/** Gives the configured tenants the keys that the collector keeps itself. */
import type { ReadToken, TenantConfig, WriteKey } from './config.js'
import type { StoredKey, StoredReadToken, StoredWriteKey } from './key-file-content.js'
import { asDigest } from './secret-digest.js'

const credential = ({ name, hint, expires_at }: StoredKey) => ({
  label: name ?? `…${hint}`,
  expiresAt: expires_at === undefined ? undefined : Date.parse(expires_at),
})

const toWriteKey = (key: StoredWriteKey): WriteKey => ({
  key: asDigest(key.sha256),
  origins: key.origins,
  backfill: key.backfill,
  ...credential(key),
})

const toReadToken = (key: StoredReadToken): ReadToken => ({
  token: asDigest(key.sha256),
  scopes: key.scopes,
  ...credential(key),
})

export const addStoredKeys = (
  tenants: readonly TenantConfig[],
  keys: readonly StoredKey[],
): readonly TenantConfig[] =>
  tenants.map((tenant) => {
    const own = keys.filter((key) => key.tenant === tenant.id)
    return {
      ...tenant,
      writeKeys: [
        ...tenant.writeKeys,
        ...own.flatMap((key) => (key.kind === 'write' ? [toWriteKey(key)] : [])),
      ],
      readTokens: [
        ...tenant.readTokens,
        ...own.flatMap((key) => (key.kind === 'read' ? [toReadToken(key)] : [])),
      ],
    }
  })
