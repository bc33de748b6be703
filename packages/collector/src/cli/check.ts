/**
 * `hushlog check` says whether the configuration is right and what the collector would do with it. It prints no
 * secrets, and writes nothing.
 */
import { addStoredKeys } from '../config/add-stored-keys.js'
import { openKeyFile } from '../config/key-file.js'
import { type ConfigOption, load } from './load.js'
import { printLines } from './output.js'

const madeByCollector = (hasKeys: boolean): string =>
  hasKeys ? ' (made by the collector)' : ' (the first start makes its keys and a password)'

export const check = (options: ConfigOption): void => {
  const { config, file, generated } = load(options)
  const { listen, dataDir, env, tenants, sinks, log } = config
  // Fails as the start would when the secrets of stored events are missing.
  const keyFile = openKeyFile(dataDir)
  const hasStarted = keyFile.keys().length > 0 || keyFile.admin() !== undefined
  const withKeys = addStoredKeys(tenants, keyFile.keys())
  const hasPassword = config.adminPassword !== undefined || keyFile.admin() !== undefined
  printLines([
    `${file ?? 'no configuration file'}: ok`,
    `listens on ${listen.host}:${listen.port}, data in ${dataDir}, environment ${env}`,
    `log of at most ${log.maxBytes === undefined ? 'half of what the disk has free for it' : `${log.maxBytes} bytes`}, given up for a failing sink after ${log.maxAgeDays} days, ` +
      `ids remembered for ${log.dedupeDays} days`,
    `admin password: ${hasPassword ? 'set' : 'not set'}`,
    ...withKeys.map(
      ({ id, writeKeys, readTokens, content, rules = [], denyKeys = [] }) =>
        `tenant ${id}${generated ? madeByCollector(hasStarted) : ''}: ${writeKeys.length} write keys, ` +
        `${readTokens.length} read tokens, content ${content}, ${rules.length} rules of its own, ` +
        `${denyKeys.length} denied keys`,
    ),
    ...sinks.map(({ name, type, content }) => `sink ${name} (${type}): content ${content}`),
  ])
}
