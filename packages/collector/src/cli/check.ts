/**
 * `hushlog check` says whether the configuration is right and what the collector would do with it. It prints no
 * secrets, and writes nothing.
 */
import { openKeyFile } from '../config/key-file.js'
import { type ConfigOption, load } from './load.js'
import { printLines } from './output.js'

const madeByCollector = (hasKeys: boolean): string =>
  hasKeys ? ' (made by the collector)' : ' (the first start makes its keys and a password)'

export const check = (options: ConfigOption): void => {
  const { config, file, generated } = load(options)
  const { listen, dataDir, env, tenants, sinks, log } = config
  // Fails as the start would when the secrets of stored events are missing.
  openKeyFile(dataDir)
  printLines([
    `${file ?? 'no configuration file'}: ok`,
    `listens on ${listen.host}:${listen.port}, data in ${dataDir}, environment ${env}`,
    `log of at most ${log.maxBytes} bytes, given up for a failing sink after ${log.maxAgeDays} days, ` +
      `ids remembered for ${log.dedupeDays} days`,
    `admin password: ${config.adminPassword === undefined ? 'not set' : 'set'}`,
    ...tenants.map(
      ({ id, writeKeys, readTokens, content, rules = [], denyKeys = [] }) =>
        `tenant ${id}${generated ? madeByCollector(writeKeys.length > 0) : ''}: ${writeKeys.length} write keys, ` +
        `${readTokens.length} read tokens, content ${content}, ${rules.length} rules of its own, ` +
        `${denyKeys.length} denied keys`,
    ),
    ...sinks.map(({ name, type, content }) => `sink ${name} (${type}): content ${content}`),
  ])
}
