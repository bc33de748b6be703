/**
 * `hushlog serve`. stdout has one JSON object a line; what a person wants to read is on stderr. SIGTERM and
 * SIGINT stop accepting, drain the sinks and end with 0; SIGHUP takes over tenants and keys.
 */
import { pino } from 'pino'
import { ConfigError } from '../config/config-error.js'
import { type Collector, createCollector } from '../create-collector.js'
import { addresses, banner } from './banner.js'
import { type ConfigOption, load } from './load.js'

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined

const listenOn = async (collector: Collector, { host, port }: { host: string; port: number }) => {
  try {
    return await collector.listen()
  } catch (error) {
    await collector.close()
    const code = codeOf(error)
    const why =
      code === 'EADDRINUSE'
        ? 'it is in use; set another with listen or HUSHLOG_LISTEN'
        : code === 'EACCES'
          ? 'this user may not use it; ports below 1024 need a privilege'
          : (code ?? 'unknown error')
    throw new Error(`cannot listen on ${host}:${port}: ${why}`)
  }
}

export const serve = async (options: ConfigOption): Promise<void> => {
  const loaded = load(options)
  const logger = pino({
    base: { service: 'hushlog' },
    timestamp: pino.stdTimeFunctions.isoTime,
    // By name: queries over collected logs should not need a table of pino's numbers.
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
        logger.error({ code: codeOf(error) }, 'stopping failed')
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

  logger.info({ ...urls, pid: process.pid, data_dir: loaded.config.dataDir }, 'ready')
  process.stderr.write(banner(loaded, urls))
}
