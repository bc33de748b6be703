/**
 * Wires the stages together: ingest → log → delivery → sinks, what is done in the stores, and HTTP in front
 * of it.
 */
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { SECOND } from '@hushlog/base'
import { redactText } from '@hushlog/sanitizer'
import type { Router } from 'express'
import { requireAlerts } from './admin/alerts/alert-faults.js'
import { alertSchemas, createAlertRoutes } from './admin/alerts/alert-routes.js'
import { createBoardFiles } from './admin/boards/board-files.js'
import { createBoardRoutes } from './admin/boards/board-routes.js'
import { boardSchemas } from './admin/boards/board-schema.js'
import { createErasureRoutes, erasureSchemas } from './admin/erasure-routes.js'
import type { Erasures } from './admin/erasures.js'
import { createReplayRoutes, replaySchemas } from './admin/replay-routes.js'
import { createSinkRoutes, sinkSchemas } from './admin/sink-routes.js'
import { addStoredKeys } from './config/add-stored-keys.js'
import type { CollectorConfig, TenantConfig } from './config/config.js'
import { openDataFolder } from './config/data-folder.js'
import { openKeyFile } from './config/key-file.js'
import { MAX_EVENT_AGE_DAYS } from './config/schema-shared.js'
import { watchKeyFile } from './config/watch-key-file.js'
import { createDeadLetters } from './delivery/dead-letters.js'
import { createReaderAccess } from './http/access.js'
import { createAssetRoutes } from './http/asset-routes.js'
import { createAudit } from './http/audit.js'
import { createClientAddress } from './http/client-address.js'
import { createGuesses } from './http/guesses.js'
import { createMeRoute, meSchemas } from './http/me-routes.js'
import { withDescription } from './http/openapi.js'
import { createOwnOrigin } from './http/own-origin.js'
import { createReadiness } from './http/readiness.js'
import { createRouter } from './http/router.js'
import { createServiceRoutes } from './http/service-routes.js'
import { createSessionCookies } from './http/session-cookie.js'
import { createSignInRoutes } from './http/sign-in-routes.js'
import { createIngest } from './ingest/accept.js'
import { createPageLimits } from './ingest/page-limits.js'
import { createPseudonymsOf } from './ingest/pseudonymize.js'
import { createRefusalLog } from './ingest/refusals/refusal-log.js'
import { createRefusalRoutes, refusalSchemas } from './ingest/refusals/refusal-routes.js'
import { createRefusals } from './ingest/refusals/refusals.js'
import { createIngestRoutes, ingestSchemas } from './ingest/routes.js'
import { createLogSpace, logUpgrades, openLog, refuseOnFullDisk } from './log/index.js'
import { createMetrics } from './metrics.js'
import { endpointSchemas } from './query/endpoint-routes.js'
import { type Clock, systemClock } from './runtime/clock.js'
import { describeError, stackFrames } from './runtime/describe-error.js'
import type { Logger } from './runtime/logger.js'
import { isOpenToOthers } from './runtime/private-files.js'
import { createScheduler } from './runtime/scheduler.js'
import { createCollectorServer } from './server.js'
import { createSinks } from './sinks/index.js'
import {
  createAlerting,
  createDelivery,
  createErasing,
  createExpiry,
  createReplaying,
  createReports,
  createSessionEnding,
  type StageContext,
} from './stages.js'

export type CollectorLogger = Logger

export interface CollectorOptions {
  readonly logger?: CollectorLogger
  /** Returns milliseconds since the epoch; the default is the system's clock. */
  readonly now?: () => number
  /** Folder of `hushlog.js` and `dashboard`, when they are not where the packages put them. */
  readonly assets?: string
  /**
   * The built file `engine.js`: then the engine of the embedded store runs in a process of its own with a lower
   * priority. Without it, it runs in this process.
   */
  readonly engineFile?: string
}

export interface Collector {
  /** Serves the collector in an Express application; mount it at the root and before any body parser. */
  readonly router: Router
  /** @throws the system's error, such as EADDRINUSE */
  listen(): Promise<AddressInfo>
  /** Returns where the collector listens; undefined when it does not. */
  address(): AddressInfo | undefined
  /** Takes over tenants, keys, also those that the collector keeps, and alerts; everything else needs a restart. */
  reload(config: CollectorConfig): void
  /**
   * Stops accepting, gives the sinks the configured time and closes the log. Records that are left in the log
   * are delivered after the next start.
   */
  close(): Promise<void>
}

/** The disk is looked at every so many milliseconds. */
const DISK_CHECK_INTERVAL = 5 * SECOND

const silentLogger: CollectorLogger = { info: () => undefined, warn: () => undefined, error: () => undefined }

/**
 * Opens the log and the sinks and begins to deliver.
 *
 * @param config as `loadConfig` returns it
 * @returns a collector that can be mounted as a router, or listens by itself after `listen`
 * @throws when another process has the data folder open
 */
export const createCollector = async (
  config: CollectorConfig,
  options: CollectorOptions = {},
): Promise<Collector> => {
  const release = await openDataFolder(config.dataDir, {
    logger: options.logger ?? silentLogger,
    upgrades: logUpgrades,
  })
  try {
    return await assemble(config, options, release)
  } catch (thrown) {
    release()
    throw thrown
  }
}

/** @param release is called when the collector is closed */
const assemble = async (
  config: CollectorConfig,
  { logger = silentLogger, now = Date.now, assets, engineFile }: CollectorOptions,
  release: () => void,
): Promise<Collector> => {
  const clock: Clock = { ...systemClock, now }
  const scheduler = createScheduler({
    clock,
    onError: (job, thrown) => logger.warn({ job, ...describeError(thrown) }, 'a job failed'),
  })
  const keyFile = openKeyFile(config.dataDir)
  if (keyFile.hashPlainKeys()) logger.info({}, 'keys in plain text were replaced by their digests')
  // Secrets are there before any event is: without them a folder that holds events is refused.
  keyFile.pseudonymSecretsOf(config.tenants.map(({ id }) => id))
  const logFolder = join(config.dataDir, 'log')
  const space = createLogSpace({ dir: logFolder, maxBytes: config.log.maxBytes })
  const opened = await openLog({
    dir: logFolder,
    ...config.log,
    maxBytes: space.limit,
    now,
    onDamage({ range: { from, to }, ...damage }) {
      metrics.countDamaged(to - from + 1)
      logger.error({ ...damage, from, to, records: to - from + 1 }, 'a part of the log is damaged and lost')
    },
  })
  const log = refuseOnFullDisk(opened, space)
  scheduler.schedule({ name: 'disk', every: DISK_CHECK_INTERVAL, run: space.check })
  const sinks = createSinks(config.sinks, {
    dataDir: config.dataDir,
    env: config.env,
    scheduler,
    engineFile,
    onDamage: (sink, file) =>
      logger.error({ sink, file, command: 'hushlog rebuild embedded' }, 'the file of a store is damaged'),
  })
  for (const sink of config.sinks)
    if (sink.type === 'file' && isOpenToOthers(sink.path))
      logger.warn(
        { sink: sink.name },
        'other users may use the folder of a sink; the collector leaves its mode alone',
      )
  const metrics = createMetrics({
    sinkNames: sinks.sinks.map(({ name }) => name),
    tenants: () => [...tenants.keys()],
    log: () => ({ ...log.stats(), limit: space.limit(), diskFree: space.diskFree() }),
    sinks: () => delivery.status(),
    pendingErasures: () => erasures.pending(),
    ready: () => readiness.current().ready,
    alerts: () => alerts.status(),
  })
  const deadLetters = createDeadLetters({ folder: join(config.dataDir, 'dead-letters'), now })
  let tenants: ReadonlyMap<string, TenantConfig> = new Map()
  const audit = createAudit(logger, scheduler)
  const context: StageContext = {
    config,
    logger,
    now,
    clock,
    scheduler,
    log,
    logLimit: space.limit,
    sinks,
    deadLetters,
    metrics,
    audit,
    tenants: () => tenants,
  }

  const delivery = createDelivery(context, (sink) => erasures.repeatIn(sink))
  const erasures: Erasures = createErasing(context, delivery)
  const replays = createReplaying(context, delivery, erasures)
  const retention = createExpiry(context, delivery, erasures, replays)
  const onError = (error: unknown): void =>
    logger.error({ ...describeError(error), at: stackFrames(error) }, 'a request failed')
  const clientAddress = createClientAddress({ trustProxy: config.trustProxy ?? 0, logger })
  const wrongCredential = createGuesses({
    clientAddress,
    scheduler,
    logger,
    failed: metrics.countWrongCredential,
  })
  const refusalLog = createRefusalLog(logger, scheduler)
  const refusals = createRefusals(refusalLog, now)
  const readiness = createReadiness({
    now,
    causes: {
      stopping: () => closing !== undefined,
      disk_full: space.isDiskFull,
      log_full: () => space.isFull(log.stats().bytes),
      overloaded: () => false,
      store_opening: () =>
        sinks.reports.length > 0 && sinks.reports.every(({ sink }) => !delivery.isOpen(sink)),
    },
  })
  const ingest = createIngest({
    log,
    env: config.env,
    maxEventAgeDays: config.maxEventAgeDays ?? MAX_EVENT_AGE_DAYS,
    counts: {
      ...metrics.ingest,
      accepted(tenantId, events) {
        if (events > 0) readiness.accepted()
        metrics.ingest.accepted(tenantId, events)
      },
      refused(code) {
        readiness.refused(code)
        metrics.ingest.refused(code)
      },
    },
    refusals,
    now,
    wrongKey: wrongCredential,
    pageLimits: createPageLimits({ limits: config.limits, clientAddress }),
    onError,
  })
  const sessionEnds = createSessionEnding(context, ingest, erasures)
  const reports = createReports(context, delivery, refusals)
  const alerts = createAlerting(context)
  const ownOrigin = createOwnOrigin(config.trustProxy ?? 0)
  const cookies = createSessionCookies({ secret: keyFile.sessionSecret(), ownOrigin, now })
  const access = createReaderAccess(config, { wrong: wrongCredential, now, cookies, ownOrigin })

  let current = config
  let keyFileVersion = ''
  const reload = (next: CollectorConfig): void => {
    const version = keyFile.version()
    requireAlerts(
      next.alerts ?? [],
      next.tenants.map(({ id }) => id),
    )
    // First what can fail: a damaged key file, or a rule that cannot be used. Then nothing is reloaded.
    const secrets = keyFile.pseudonymSecretsOf(next.tenants.map(({ id }) => id))
    const withKeys = addStoredKeys(next.tenants, keyFile.keys())
    ingest.setTenants(
      withKeys.map((tenant) => ({ ...tenant, pseudonymSecret: secrets.get(tenant.id) ?? '' })),
    )
    tenants = new Map(withKeys.map((tenant) => [tenant.id, tenant]))
    access.setReaders({ ...next, tenants: withKeys, storedPassword: keyFile.admin() })
    retention.setTenants(withKeys)
    alerts.setAlerts(next.alerts ?? [])
    // A reader whose token has ended does not go on reading; the others connect again.
    reports.endLive()
    current = next
    keyFileVersion = version
  }
  reload(config)
  watchKeyFile({
    keyFile,
    isTaken: (version) => version === keyFileVersion,
    take: () => reload(current),
    scheduler,
    logger,
  })

  let closing: Promise<void> | undefined
  const routes = withDescription(
    [
      ...createIngestRoutes(ingest),
      ...createRefusalRoutes(refusals, audit, new Date(now()).toISOString()),
      ...createServiceRoutes({ readiness: readiness.current, metrics }),
      ...createAssetRoutes(assets),
      ...createSignInRoutes({ access, cookies, ownOrigin, audit }),
      createMeRoute(() => tenants, now),
      ...createBoardRoutes({
        boards: createBoardFiles(join(config.dataDir, 'boards'), (tenant) =>
          logger.error({ tenant }, 'the file of a board is damaged and left out'),
        ),
        audit,
        now,
        changed: reports.announceBoards,
        redactorOf: (id) => {
          const rules = tenants.get(id)?.rules
          return (text) => redactText(text, { rules }).text
        },
      }),
      ...reports.routes,
      ...createAlertRoutes(alerts, audit),
      ...createErasureRoutes({ erasures, audit, pseudonyms: createPseudonymsOf(keyFile.pseudonymSecrets) }),
      ...createReplayRoutes({ replays, sinks: sinks.sinks }),
      ...createSinkRoutes({ delivery, log: () => log.stats(), logLimit: space.limit }),
    ],
    {
      ...ingestSchemas,
      ...meSchemas,
      ...boardSchemas,
      ...refusalSchemas,
      ...endpointSchemas,
      ...alertSchemas,
      ...erasureSchemas,
      ...replaySchemas,
      ...sinkSchemas,
    },
  )
  const router = createRouter({ routes, access, onError })
  const server = createCollectorServer({
    ...config.listen,
    router,
    routes,
    onError,
    onRefused: metrics.ingest.refused,
  })

  const close = async (): Promise<void> => {
    ingest.stop()
    reports.endLive()
    await server.close()
    audit.flush()
    await sessionEnds?.stop()
    // Closing a sink interrupts its jobs, for which the scheduler would wait.
    await delivery.stop(config.drainSeconds * SECOND)
    await scheduler.stop()
    refusalLog.flush()
    await erasures.close()
    await log.close()
    release()
  }

  await delivery.start()
  await erasures.start()
  await delivery.attachRequested()
  await replays.start()
  retention.start()
  sessionEnds?.start()
  await alerts.start()
  return {
    router,
    listen: server.listen,
    address: server.address,
    reload,
    close() {
      closing ??= close()
      return closing
    },
  }
}
