/** `hushlog keys` makes keys, and shows those that the collector made itself. */
import { newReadToken, newWriteKey, openKeyFile } from '../config/key-file.js'
import { type ConfigOption, load } from './load.js'
import { printJson } from './output.js'

/** Stores the pair when no tenant is configured, or else only prints it for the configuration. */
export const createKeys = (options: ConfigOption): void => {
  const { config, generated, file } = load(options)
  if (generated) {
    const { writeKey, readToken } = openKeyFile(config.dataDir).addKeys()
    printJson({ write_key: writeKey, read_token: readToken })
    process.stderr.write('Stored for the tenant "default". A running collector reads them on SIGHUP.\n')
    return
  }
  printJson({ write_key: newWriteKey(), read_token: newReadToken() })
  process.stderr.write(`Not stored: put them under a tenant in ${file} and send SIGHUP to the collector.\n`)
}

export const showKeys = (options: ConfigOption): void => {
  const { config, generated, file } = load(options)
  if (!generated) throw new Error(`the keys are those in ${file}`)
  const { writeKeys, readTokens, adminPassword } = openKeyFile(config.dataDir).defaultKeys()
  printJson({ write_keys: writeKeys, read_tokens: readTokens, admin_password: adminPassword })
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
  const { config } = load(options, 'renew')
  const { path, pseudonymSecretsOf } = openKeyFile(config.dataDir)
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
    'New events get new pseudonyms after SIGHUP or a restart; stored events keep theirs, and erasure finds both.\n',
  )
}
