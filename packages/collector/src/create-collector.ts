/**
 * Wires the stages together: ingest → log → delivery → sinks, what is done in the stores, and HTTP in front
 * of it.
 */
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DAY, SECOND } from '@hushlog/base'
import type { Router } from 'express'
import { isErasure } from './admin/erasure.js'
import { createErasureRoutes, erasureSchemas } from './admin/erasure-routes.js'
import { createErasures, type Erasures } from './admin/erasures.js'
import { createJobFiles } from './admin/job-files.js'
import { isReplayJob } from './admin/replay-job.js'
import { createReplayRoutes, replaySchemas } from './admin/replay-routes.js'
import { createReplays, type Replays } from './admin/replays.js'
import { createRetention, ERASURE_RECEIPT_DAYS, REPLAY_DAYS, type Retention } from './admin/retention.js'
import { createSessionEnds, type SessionEnds } from './admin/session-ends.js'
import type { CollectorConfig, SinkConfig, TenantConfig } from './config/config.js'
import { openDataFolder } from './config/data-folder.js'
import { openKeyFile } from './config/key-file.js'
import { createDeadLetters, type DeadLetters } from './delivery/dead-letters.js'
import { createFanOut, type FanOut } from './delivery/fan-out.js'
import { createFilter } from './delivery/filter.js'
import { removeText } from './delivery/remove-text.js'
import { createReaderAccess } from './http/access.js'
import { createAssetRoutes } from './http/asset-routes.js'
import { withDescription } from './http/openapi.js'
import { createRouter } from './http/router.js'
import { createServiceRoutes } from './http/service-routes.js'
import { createIngest, type Ingest } from './ingest/accept.js'
import { createPseudonymsOf } from './ingest/pseudonymize.js'
import { createIngestRoutes, ingestSchemas } from './ingest/routes.js'
import { type Log, openLog } from './log/index.js'
import { createMetrics, type Metrics } from './metrics.js'
import { createQueryRoutes, type QueryRoutes } from './query/routes.js'
import { type Clock, systemClock } from './runtime/clock.js'
import { describeError, stackFrames } from './runtime/describe-error.js'
import type { Logger } from './runtime/logger.js'
import { createScheduler, type Scheduler } from './runtime/scheduler.js'
import { createCollectorServer } from './server.js'
import { createSinks, type Sinks } from './sinks/index.js'

export type CollectorLogger = Logger

export interface CollectorOptions {
  readonly logger?: CollectorLogger
  /** Returns milliseconds since the epoch; the default is the system's clock. */
  readonly now?: () => number
  /** Folder of `hushlog.js` and `dashboard`, when they are not where the packages put them. */
  readonly assets?: string
}

export interface Collector {
  /** Serves the collector in an Express application; mount it at the root and before any body parser. */
  readonly router: Router
  /** @throws the system's error, such as EADDRINUSE */
  listen(): Promise<AddressInfo>
  /** Returns where the collector listens; undefined when it does not. */
  address(): AddressInfo | undefined
  /** Takes over tenants and keys; everything else needs a restart. */
  reload(config: CollectorConfig): void
  /**
   * Stops accepting, gives the sinks the configured time and closes the log. Records that are left in the log
   * are delivered after the next start.
   */
  close(): Promise<void>
}

/** Holds what the stages share. */
interface Context {
  readonly config: CollectorConfig
  readonly logger: CollectorLogger
  readonly now: () => number
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  readonly sinks: Sinks
  readonly deadLetters: DeadLetters
  readonly metrics: Metrics
  /** The tenants by id, as the last reload left them. */
  readonly tenants: () => ReadonlyMap<string, TenantConfig>
}

const silentLogger: CollectorLogger = { info: () => undefined, warn: () => undefined, error: () => undefined }

const createDelivery = ({ config, log, sinks, deadLetters, logger, metrics }: Context): FanOut =>
  createFanOut({
    log,
    sinks: sinks.sinks,
    filters: sinks.filters,
    removeText,
    deadLetters,
    maxAge: config.log.maxAgeDays * DAY,
    logger,
    observer: metrics.fanOut,
  })

const createErasing = (context: Context, delivery: FanOut): Erasures =>
  createErasures({
    jobs: createJobFiles(join(context.config.dataDir, 'erasures'), isErasure),
    log: context.log,
    sinks: context.sinks.sinks,
    deadLetters: context.deadLetters,
    addTask: delivery.addTask,
    scheduler: context.scheduler,
    now: context.now,
    logger: context.logger,
    erased: context.metrics.countErased,
  })

function createReplaying(context: Context, delivery: FanOut, erasures: Erasures): Replays {
  const { embedded, filters, sinks } = context.sinks
  return createReplays({
    jobs: createJobFiles(join(context.config.dataDir, 'replays'), isReplayJob),
    log: context.log,
    sinks,
    filterOf: (sink) => createFilter(filters.get(sink), removeText),
    deadLetters: context.deadLetters,
    // A store that takes only some types of events cannot give back the others.
    stored: embedded && filters.get(embedded.sink)?.events === undefined ? embedded : undefined,
    isErased: erasures.isErased,
    addTask: delivery.addTask,
    now: context.now,
    logger: context.logger,
  })
}

/** A sink that keeps session summaries is two sinks. */
const sinkNames = (sink: SinkConfig): readonly string[] =>
  sink.type === 'opensearch' && sink.sessions !== undefined ? [sink.name, sink.sessions.name] : [sink.name]

const createExpiry = (context: Context, delivery: FanOut, erasures: Erasures, replays: Replays): Retention =>
  createRetention({
    sinks: context.sinks.sinks,
    sinkDays: new Map(
      context.config.sinks.flatMap((sink) => sinkNames(sink).map((name) => [name, sink.keepDays])),
    ),
    deadLetters: context.deadLetters,
    finishedJobs: [
      { what: 'erasures', days: ERASURE_RECEIPT_DAYS, prune: erasures.prune },
      { what: 'replays', days: REPLAY_DAYS, prune: replays.prune },
    ],
    addTask: delivery.addTask,
    scheduler: context.scheduler,
    now: context.now,
    logger: context.logger,
    removed: context.metrics.countExpired,
  })

/** Returns undefined when sessions are not to be ended, or when no embedded store knows which are quiet. */
function createSessionEnding(context: Context, ingest: Ingest, erasures: Erasures): SessionEnds | undefined {
  const { config, log, now, tenants, scheduler, logger } = context
  const { embedded } = context.sinks
  const idle = (config.sessionIdleSeconds ?? 0) * SECOND
  if (embedded === undefined || idle === 0) return undefined
  return createSessionEnds({
    store: embedded.store,
    lagSeconds: () => log.readerStats(embedded.sink, now()).lagSeconds,
    tenants: () => [...tenants().keys()],
    accept: ingest.acceptInternal,
    isErased: erasures.isErased,
    idle,
    scheduler,
    now,
    logger,
  })
}

function createReports(context: Context, delivery: FanOut): QueryRoutes {
  const { config, log, sinks, metrics, clock, scheduler, tenants } = context
  const since = new Date(clock.now()).toISOString()
  return createQueryRoutes({
    store: sinks.reports,
    cacheSeconds: config.reportCacheSeconds,
    observe: metrics.observeReport,
    clock,
    scheduler,
    capturesText: (tenantId) => tenants().get(tenantId)?.content === 'redacted',
    tenantName: (tenantId) => tenants().get(tenantId)?.name ?? tenantId,
    delivery(tenantId, admin) {
      const { records, bytes } = log.stats()
      const stores = { accepted: metrics.acceptedTotal(), log: { records, bytes }, sinks: delivery.stats() }
      return {
        since,
        ...metrics.tenantCounts(tenantId),
        stores: admin || tenants().size === 1 ? stores : null,
      }
    },
  })
}

/**
 * Opens the log and the sinks and begins to deliver.
 *
 * @param config as `loadConfig` returns it
 * @returns a collector that can be mounted as a router, or listens by itself after `listen`
 * @throws when another process has the data folder open
 */
export const createCollector = async (
  config: CollectorConfig,
  { logger = silentLogger, now = Date.now, assets }: CollectorOptions = {},
): Promise<Collector> => {
  await openDataFolder(config.dataDir, { logger })
  const clock: Clock = { ...systemClock, now }
  const scheduler = createScheduler({
    clock,
    onError: (job, thrown) => logger.warn({ job, ...describeError(thrown) }, 'a job failed'),
  })
  const keyFile = openKeyFile(config.dataDir)
  const log = await openLog({ dir: join(config.dataDir, 'log'), ...config.log, now })
  const sinks = createSinks(config.sinks, {
    dataDir: config.dataDir,
    env: config.env,
    scheduler,
  })
  const metrics = createMetrics({
    log: () => log.stats(),
    sinks: () => delivery.stats(),
    pendingErasures: () => erasures.pending(),
  })
  const deadLetters = createDeadLetters({ folder: join(config.dataDir, 'dead-letters'), now })
  let tenants: ReadonlyMap<string, TenantConfig> = new Map()
  const context: Context = {
    config,
    logger,
    now,
    clock,
    scheduler,
    log,
    sinks,
    deadLetters,
    metrics,
    tenants: () => tenants,
  }

  const delivery = createDelivery(context)
  const erasures = createErasing(context, delivery)
  const replays = createReplaying(context, delivery, erasures)
  const retention = createExpiry(context, delivery, erasures, replays)
  const onError = (error: unknown): void =>
    logger.error({ ...describeError(error), at: stackFrames(error) }, 'a request failed')
  const ingest = createIngest({ log, env: config.env, counts: metrics.ingest, now, onError })
  const sessionEnds = createSessionEnding(context, ingest, erasures)
  const reports = createReports(context, delivery)
  const access = createReaderAccess(config)

  const reload = (next: CollectorConfig): void => {
    // First what can fail: a damaged key file, or a rule that cannot be used. Then nothing is reloaded.
    const secrets = keyFile.pseudonymSecretsOf(next.tenants.map(({ id }) => id))
    ingest.setTenants(
      next.tenants.map((tenant) => ({ ...tenant, pseudonymSecret: secrets.get(tenant.id) ?? '' })),
    )
    tenants = new Map(next.tenants.map((tenant) => [tenant.id, tenant]))
    access.setReaders(next)
    retention.setTenants(next.tenants)
  }
  reload(config)

  let closing: Promise<void> | undefined
  const notReady = (): string | undefined => {
    if (closing !== undefined) return 'stopping'
    return log.stats().bytes < config.log.maxBytes ? undefined : 'log_full'
  }
  const routes = withDescription(
    [
      ...createIngestRoutes(ingest),
      ...createServiceRoutes({ notReady, metrics }),
      ...createAssetRoutes(assets),
      ...reports.routes,
      ...createErasureRoutes({ erasures, pseudonyms: createPseudonymsOf(keyFile.pseudonymSecrets) }),
      ...createReplayRoutes({ replays, sinks: sinks.sinks }),
    ],
    { ...ingestSchemas, ...erasureSchemas, ...replaySchemas },
  )
  const router = createRouter({ routes, access, onError })
  const server = createCollectorServer({ ...config.listen, router, routes, onError })

  const close = async (): Promise<void> => {
    ingest.stop()
    reports.endLive()
    await server.close()
    await sessionEnds?.stop()
    // Closing a sink interrupts its jobs, for which the scheduler would wait.
    await delivery.stop(config.drainSeconds * SECOND)
    await scheduler.stop()
    await erasures.close()
    await log.close()
  }

  await delivery.start()
  await erasures.start()
  await replays.start()
  retention.start()
  sessionEnds?.start()
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
