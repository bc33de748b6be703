/**
 * `hushlog serve` runs the collector. Standard output has one JSON object a line, standard error what a person wants to
 * read. SIGTERM and SIGINT stop accepting, drain the sinks and end with 0; SIGHUP reloads tenants and keys, and
 * names what needs a restart.
 */
import { join } from 'node:path'
import { errorCode } from '@hushlog/base'
import { pino } from 'pino'
import { changedSettings } from '../config/changed-settings.js'
import type { CollectorConfig } from '../config/config.js'
import { ConfigError } from '../config/config-error.js'
import { firstKeysPath, writeFirstKeysFile } from '../config/first-keys-file.js'
import { openKeyFile } from '../config/key-file.js'
import { KeyFileError } from '../config/missing-keys.js'
import type { FirstKeys } from '../config/stored-keys.js'
import { type Collector, createCollector } from '../create-collector.js'
import type { Logger } from '../runtime/logger.js'
import { packageRoot } from '../runtime/package-root.js'
import { addresses, banner } from './banner.js'
import { type ConfigOption, load } from './load.js'
import { type Address, describeListenError, requireFreeAddress } from './port.js'

/** The build makes it. */
const ENGINE = join(packageRoot(), 'dist/engine.js')

/** The address was free before; another process may have taken it since. */
const listenOn = async (collector: Collector, address: Address) => {
  try {
    return await collector.listen()
  } catch (error) {
    await collector.close()
    throw new Error(await describeListenError(address, errorCode(error) ?? 'unknown error'))
  }
}

/** Makes the keys of the first start. They are shown on a terminal, and elsewhere written to a file. */
const makeFirstKeys = (
  { dataDir, adminPassword }: CollectorConfig,
  logger: Logger,
): FirstKeys | undefined => {
  const needsPassword = adminPassword === undefined
  const keep = (made: FirstKeys) => {
    if (process.stderr.isTTY) return
    writeFirstKeysFile(dataDir, made)
    logger.warn(
      { file: firstKeysPath(dataDir) },
      'keys were made and written to a file; copy them and run hushlog keys forget',
    )
  }
  return openKeyFile(dataDir).stored.makeFirst(needsPassword, keep, new Date())
}

export const serve = async (options: ConfigOption): Promise<void> => {
  const loaded = load(options)
  await requireFreeAddress(loaded.config.listen)
  const logger = pino({
    base: { service: 'hushlog' },
    timestamp: pino.stdTimeFunctions.isoTime,
    // Queries over collected logs should not need a table of pino's numbers.
    formatters: { level: (level) => ({ level }) },
  })
  const collector = await createCollector(loaded.config, { logger, engineFile: ENGINE })
  const { port } = await listenOn(collector, loaded.config.listen)
  const urls = addresses(loaded.config.listen.host, port)

  const stop = (signal: string): void => {
    logger.info({ signal }, 'stopping')
    collector.close().then(
      () => {
        logger.info({}, 'stopped')
        process.exit(0)
      },
      (error: unknown) => {
        logger.error({ code: errorCode(error) }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', () => stop('SIGTERM'))
  process.once('SIGINT', () => stop('SIGINT'))
  let current = loaded.config
  process.on('SIGHUP', () => {
    try {
      const { config } = load(options)
      const changed = changedSettings(loaded.config, current, config)
      collector.reload(config)
      current = config
      logger.info({ settings: changed.reloaded }, 'tenants and keys reloaded')
      if (changed.needRestart.length > 0)
        logger.warn({ settings: changed.needRestart }, 'changed settings need a restart')
    } catch (error) {
      const isExplained = error instanceof ConfigError || error instanceof KeyFileError
      const faults = isExplained ? error.message : undefined
      logger.error({ faults }, 'the configuration was not reloaded')
    }
  })

  // Made only now, so that a start that fails leaves no keys that nobody has seen.
  const first = loaded.generated ? makeFirstKeys(loaded.config, logger) : undefined
  if (first !== undefined) collector.reload(loaded.config)

  logger.info({ ...urls, pid: process.pid, data_dir: loaded.config.dataDir }, 'ready')
  process.stderr.write(banner(loaded, urls, process.stderr.isTTY ? first : undefined))
}
