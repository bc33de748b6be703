/**
 * `hushlog keys` makes, rotates and revokes the keys that the collector keeps. A key is printed once, when it is made; a
 * running collector takes over each change by itself, within seconds.
 */
import { DAY, HOUR, MINUTE } from '@hushlog/base'
import { removeFirstKeysFile } from '../config/first-keys-file.js'
import { openKeyFile, renewKeyFile } from '../config/key-file.js'
import type { StoredKey } from '../config/key-file-content.js'
import type { LoadedConfig } from '../config/load.js'
import type { Scope } from '../config/schema-shared.js'
import { type ConfigOption, load } from './load.js'
import { printJson, printLines } from './output.js'

interface TenantOption extends ConfigOption {
  readonly tenant?: string
}

interface CreateOptions extends TenantOption {
  readonly write?: true
  readonly read?: true
  readonly origins?: readonly string[]
  readonly scopes?: readonly Scope[]
  readonly backfill?: true
  readonly name?: string
}

interface RotateOptions extends TenantOption {
  readonly grace: string
}

const TAKEN = 'A running collector takes this over within seconds. Nothing shows the key again.\n'

const chooseTenant = ({ config }: LoadedConfig, wanted: string | undefined): string => {
  const ids = config.tenants.map(({ id }) => id)
  const id = wanted ?? (ids.length === 1 ? ids[0] : undefined)
  if (id === undefined) throw new Error(`--tenant is needed. There are: ${ids.join(', ')}`)
  if (!ids.includes(id)) throw new Error(`no tenant has this id. There are: ${ids.join(', ')}`)
  return id
}

/** Makes a write key, a read token, or both when neither is named. */
export const createKeys = (options: CreateOptions): void => {
  const loaded = load(options)
  const tenant = chooseTenant(loaded, options.tenant)
  const { name, backfill, origins, scopes = ['read'] } = options
  if (backfill && origins !== undefined)
    throw new Error('a key with --backfill is for servers and has no origins; leave --origins out')
  const both = options.write !== true && options.read !== true
  const makesWrite = options.write === true || both
  const makesRead = options.read === true || (both && !backfill)
  if (name !== undefined && makesWrite && makesRead)
    throw new Error('a name is for one key; say --write or --read')
  const { stored } = openKeyFile(loaded.config.dataDir)
  const now = new Date()
  const write =
    makesWrite &&
    stored.create({ kind: 'write', tenant, name, origins: backfill ? [] : (origins ?? ['*']), backfill }, now)
  const read = makesRead && stored.create({ kind: 'read', tenant, name, scopes }, now)
  printJson({ ...(write && { write_key: write }), ...(read && { read_token: read }) })
  process.stderr.write(`Stored as a digest for the tenant "${tenant}". ${TAKEN}`)
}

const describe = ({ kind, tenant, hint, name, created_at, expires_at, ...key }: StoredKey) => ({
  kind,
  tenant,
  hint: `…${hint}`,
  name,
  created_at,
  expires_at,
  ...('origins' in key && { origins: key.origins, backfill: key.backfill }),
  ...('scopes' in key && { scopes: key.scopes }),
})

export const listKeys = (options: ConfigOption & { readonly json?: true }): void => {
  const { config, file } = load(options)
  const keyFile = openKeyFile(config.dataDir)
  const keys = keyFile.keys().map(describe)
  const configured = config.tenants.map(({ id, writeKeys, readTokens }) => ({
    tenant: id,
    write_keys: writeKeys.length,
    read_tokens: readTokens.length,
  }))
  if (options.json === true) {
    printJson({ keys, configured, admin_password: keyFile.admin() === undefined ? null : 'stored' })
    return
  }
  const columns = keys.map(({ kind, tenant, hint, name, ...rest }) =>
    [
      kind.padEnd(6),
      tenant,
      hint,
      name ?? '-',
      `made ${rest.created_at ?? 'before'}`,
      rest.expires_at === undefined ? '' : `ends ${rest.expires_at}`,
      'origins' in rest ? `origins ${rest.origins?.join(',') || 'none'}` : '',
      'scopes' in rest ? `scopes ${rest.scopes?.join(',')}` : '',
      rest.backfill === true ? 'backfill' : '',
    ]
      .filter(Boolean)
      .join('  '),
  )
  printLines([
    ...columns,
    ...(file === undefined
      ? []
      : configured.map(
          ({ tenant, write_keys, read_tokens }) =>
            `tenant ${tenant}: ${write_keys} write keys and ${read_tokens} read tokens more in ${file}`,
        )),
  ])
}

export const revokeKey = (which: string, options: TenantOption): void => {
  const { config } = load(options)
  printJson(describe(openKeyFile(config.dataDir).stored.revoke(which, options.tenant)))
  process.stderr.write('Revoked. A running collector refuses it within seconds.\n')
}

const GRACE: Readonly<Record<string, number>> = { d: DAY, h: HOUR, m: MINUTE }

export const rotateKey = (which: string, options: RotateOptions): void => {
  const { config } = load(options)
  const [, count = '', unit = ''] = /^(\d+)([dhm])$/.exec(options.grace) ?? []
  const grace = Number(count) * (GRACE[unit] ?? 0)
  const { key, former } = openKeyFile(config.dataDir).stored.rotate(which, options.tenant, grace, new Date())
  printJson({
    [former.kind === 'write' ? 'write_key' : 'read_token']: key,
    former: { hint: `…${former.hint}`, expires_at: former.expires_at },
  })
  process.stderr.write(TAKEN)
}

export const forgetFirstKeys = (options: ConfigOption): void => {
  const { config } = load(options)
  const wasThere = removeFirstKeysFile(config.dataDir)
  process.stderr.write(wasThere ? 'first-keys.txt is removed.\n' : 'There is no first-keys.txt.\n')
}

export const resetAdmin = (options: ConfigOption): void => {
  const { config } = load(options)
  if (config.adminPassword !== undefined)
    throw new Error(
      'the password is admin_password of the configuration, or HUSHLOG_ADMIN_PASSWORD: change it there',
    )
  const password = openKeyFile(config.dataDir).stored.resetAdmin()
  printJson({ user: 'admin', password })
  process.stderr.write(`Stored as a hash; the former password ends. ${TAKEN}`)
}

/**
 * Goes on without the key file that got lost: a damaged one is set aside, and the next start makes new secrets
 * and keys.
 */
export const renewKeys = (options: ConfigOption & { readonly acceptNewPseudonyms?: true }): void => {
  if (options.acceptNewPseudonyms !== true)
    throw new Error(
      'this gives every person a new pseudonym, so that erasure by user id no longer finds what is stored now. ' +
        'Restore keys.json from a backup instead, or repeat the command with --accept-new-pseudonyms',
    )
  const { config } = load(options)
  const { path, pseudonymSecretsOf } = renewKeyFile(config.dataDir)
  pseudonymSecretsOf(config.tenants.map(({ id }) => id))
  printJson({ key_file: path, tenants: config.tenants.length })
  process.stderr.write('Back this file up. Restart a running collector.\n')
}

/** Keeps the former secret in the key file: erasure needs it for what is stored under it. */
export const rotatePseudonyms = (tenantId: string, options: ConfigOption): void => {
  const { config } = load(options)
  if (!config.tenants.some(({ id }) => id === tenantId))
    throw new Error(`no tenant has this id. There are: ${config.tenants.map(({ id }) => id).join(', ')}`)
  const keyFile = openKeyFile(config.dataDir)
  keyFile.rotatePseudonymSecret(tenantId)
  printJson({ tenant: tenantId, secrets: keyFile.pseudonymSecrets(tenantId).length })
  process.stderr.write(
    'New events get new pseudonyms within seconds; stored events keep theirs, and erasure finds both.\n',
  )
}
