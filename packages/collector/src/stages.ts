/** Makes each stage of a collector from its configuration and from the stages below it. */
import { join } from 'node:path'
import { DAY, SECOND } from '@hushlog/base'
import { createAlertFile } from './admin/alerts/alert-file.js'
import { type Alerts, createAlerts } from './admin/alerts/alerts.js'
import { post } from './admin/alerts/post-webhook.js'
import { createReadWindow } from './admin/alerts/read-window.js'
import { isErasure } from './admin/erasure.js'
import { createErasures, type Erasures } from './admin/erasures.js'
import { createJobFiles } from './admin/job-files.js'
import { isReplayJob } from './admin/replay-job.js'
import { createReplays, type Replays } from './admin/replays.js'
import { createRetention, ERASURE_RECEIPT_DAYS, REPLAY_DAYS, type Retention } from './admin/retention.js'
import { createSessionEnds, type SessionEnds } from './admin/session-ends.js'
import type { CollectorConfig, TenantConfig } from './config/config.js'
import { sinkNames } from './config/sink-names.js'
import type { DeadLetters } from './delivery/dead-letters.js'
import { openDetachedSinks } from './delivery/detached-sinks.js'
import { createFanOut, type FanOut } from './delivery/fan-out.js'
import { createFilter } from './delivery/filter.js'
import { removeText } from './delivery/remove-text.js'
import type { Audit } from './http/audit.js'
import type { Ingest } from './ingest/accept.js'
import type { Refusals } from './ingest/refusals/refusals.js'
import type { Log } from './log/index.js'
import type { Metrics } from './metrics.js'
import { createChooseStore } from './query/choose-store.js'
import { defaultQuerySettings, type QuerySettings } from './query/language/query-settings.js'
import { defaultHealth } from './query/presets/health.js'
import { createQueryRoutes, type QueryRoutes } from './query/routes.js'
import type { Clock } from './runtime/clock.js'
import { describeError, stackFrames } from './runtime/describe-error.js'
import type { Logger } from './runtime/logger.js'
import type { Scheduler } from './runtime/scheduler.js'
import type { Sinks } from './sinks/index.js'

/** Holds what the stages share. */
export interface StageContext {
  readonly config: CollectorConfig
  readonly logger: Logger
  readonly now: () => number
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Log
  /** Returns how many bytes of records the log may hold. */
  readonly logLimit: () => number
  readonly sinks: Sinks
  readonly deadLetters: DeadLetters
  readonly metrics: Metrics
  readonly audit: Audit
  /** The tenants by id, as the last reload left them. */
  readonly tenants: () => ReadonlyMap<string, TenantConfig>
}

/** @param beforeAttach is called before a sink may get records of the log that were erased from it */
export const createDelivery = (
  { config, log, logLimit, sinks, deadLetters, logger, metrics }: StageContext,
  beforeAttach: (sink: string) => Promise<void>,
): FanOut =>
  createFanOut({
    detached: openDetachedSinks(config.dataDir),
    beforeAttach,
    logLimit,
    log,
    sinks: sinks.sinks,
    filters: sinks.filters,
    removeText,
    deadLetters,
    maxAge: config.log.maxAgeDays * DAY,
    logger,
    observer: metrics.fanOut,
  })

export const createErasing = (context: StageContext, delivery: FanOut): Erasures =>
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

export function createReplaying(context: StageContext, delivery: FanOut, erasures: Erasures): Replays {
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

/** Returns, by name of the sink, the days that it keeps events whatever the tenants say. */
const daysOfSinks = ({ config }: StageContext): ReadonlyMap<string, number | undefined> =>
  new Map(config.sinks.flatMap((sink) => sinkNames(sink).map((name) => [name, sink.keepDays])))

export const createExpiry = (
  context: StageContext,
  delivery: FanOut,
  erasures: Erasures,
  replays: Replays,
): Retention =>
  createRetention({
    sinks: context.sinks.sinks,
    sinkDays: daysOfSinks(context),
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
export function createSessionEnding(
  context: StageContext,
  ingest: Ingest,
  erasures: Erasures,
): SessionEnds | undefined {
  const { config, log, now, tenants, scheduler, logger } = context
  const { embedded } = context.sinks
  const idle = (config.sessionIdleSeconds ?? 0) * SECOND
  if (embedded === undefined || idle === 0) return undefined
  return createSessionEnds({
    store: embedded.store,
    // A store that is detached does not know what came since.
    lagSeconds: () =>
      log.readers().includes(embedded.sink)
        ? log.readerStats(embedded.sink, now()).lagSeconds
        : Number.POSITIVE_INFINITY,
    tenants: () => [...tenants().keys()],
    accept: ingest.acceptInternal,
    isErased: erasures.isErased,
    idle,
    scheduler,
    now,
    logger,
  })
}

function querySettings(context: StageContext): QuerySettings {
  const { config, tenants } = context
  const sinkDays = daysOfSinks(context)
  return {
    ...defaultQuerySettings,
    ...(config.prices && { prices: config.prices }),
    keptDays: (tenantId, sink) =>
      sinkDays.get(sink) ?? tenants().get(tenantId)?.retentionDays ?? Number.POSITIVE_INFINITY,
  }
}

export function createAlerting(context: StageContext): Alerts {
  const { config, log, sinks, clock, scheduler, logger, tenants } = context
  return createAlerts({
    file: createAlertFile(join(config.dataDir, 'alerts.json')),
    readWindow: createReadWindow({
      chooseStore: createChooseStore(sinks.reports, clock.now),
      // A store that is detached does not know what came since.
      lagSeconds: (sink) =>
        log.readers().includes(sink)
          ? log.readerStats(sink, clock.now()).lagSeconds
          : Number.POSITIVE_INFINITY,
      settings: querySettings(context),
    }),
    tenants: () => [...tenants().keys()],
    clock,
    scheduler,
    logger,
    post,
  })
}

export function createReports(
  context: StageContext,
  delivery: FanOut,
  refusals: Pick<Refusals, 'rowsOf'>,
): QueryRoutes {
  const { config, log, sinks, metrics, clock, scheduler, tenants } = context
  const since = new Date(clock.now()).toISOString()
  return createQueryRoutes({
    stores: sinks.reports,
    cacheSeconds: config.reportCacheSeconds,
    health: config.health ?? defaultHealth,
    // Alerts see every row: an operator chose them, and one that holds back would be silent about few sessions.
    settings: {
      ...querySettings(context),
      ...(config.reports && { minSessions: config.reports.minSessions }),
    },
    observe: metrics.observeReport,
    clock,
    scheduler,
    audit: context.audit,
    stalled(stream, tenant) {
      metrics.countStalledReader(stream)
      context.logger.warn({ stream, tenant }, 'a client that did not read was cut off')
    },
    refusalsOf: refusals.rowsOf,
    failed: (thrown) =>
      context.logger.error({ ...describeError(thrown), at: stackFrames(thrown) }, 'a request failed'),
    capturesText: (tenantId) => tenants().get(tenantId)?.content === 'redacted',
    tenantName: (tenantId) => tenants().get(tenantId)?.name ?? tenantId,
    delivery(tenantId, admin) {
      const { records, bytes } = log.stats()
      const stores = { accepted: metrics.acceptedTotal(), log: { records, bytes }, sinks: delivery.status() }
      return {
        since,
        ...metrics.tenantCounts(tenantId),
        stores: admin || tenants().size === 1 ? stores : null,
      }
    },
  })
}
