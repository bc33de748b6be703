/**
 * `hushlog serve` runs the collector. Standard output has one JSON object a line, standard error what a person wants to
 * read. SIGTERM and SIGINT stop accepting, drain the sinks and end with 0; SIGHUP reloads tenants and keys.
 */
import { errorCode } from '@hushlog/base'
import { pino } from 'pino'
import type { CollectorConfig } from '../config/config.js'
import { ConfigError } from '../config/config-error.js'
import { firstKeysPath, writeFirstKeysFile } from '../config/first-keys-file.js'
import { openKeyFile } from '../config/key-file.js'
import type { FirstKeys } from '../config/stored-keys.js'
import { type Collector, createCollector } from '../create-collector.js'
import type { Logger } from '../runtime/logger.js'
import { addresses, banner } from './banner.js'
import { type ConfigOption, load } from './load.js'

const LISTEN_FAILURES: ReadonlyMap<string | undefined, string> = new Map([
  ['EADDRINUSE', 'it is in use; set another with listen or HUSHLOG_LISTEN'],
  ['EACCES', 'this user may not use it; ports below 1024 need a privilege'],
])

const listenOn = async (collector: Collector, { host, port }: { host: string; port: number }) => {
  try {
    return await collector.listen()
  } catch (error) {
    await collector.close()
    const code = errorCode(error)
    throw new Error(
      `cannot listen on ${host}:${port}: ${LISTEN_FAILURES.get(code) ?? code ?? 'unknown error'}`,
    )
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
  const logger = pino({
    base: { service: 'hushlog' },
    timestamp: pino.stdTimeFunctions.isoTime,
    // Queries over collected logs should not need a table of pino's numbers.
    formatters: { level: (level) => ({ level }) },
  })
  const collector = await createCollector(loaded.config, { logger })
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
  process.on('SIGHUP', () => {
    try {
      collector.reload(load(options).config)
      logger.info({}, 'tenants and keys reloaded')
    } catch (error) {
      const faults = error instanceof ConfigError ? error.message : undefined
      logger.error({ faults }, 'the configuration was not reloaded')
    }
  })

  // Made only now, so that a start that fails leaves no keys that nobody has seen.
  const first = loaded.generated ? makeFirstKeys(loaded.config, logger) : undefined
  if (first !== undefined) collector.reload(loaded.config)

  logger.info({ ...urls, pid: process.pid, data_dir: loaded.config.dataDir }, 'ready')
  process.stderr.write(banner(loaded, urls, process.stderr.isTTY ? first : undefined))
}
