/** Puts the stages together: ingest → log → fan-out → sinks, and HTTP in front of them. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Router } from 'express'
import { createSessionEnds } from './admin/end-quiet-sessions.js'
import { isErasure } from './admin/erasure.js'
import { createErasures } from './admin/erasures.js'
import { createErasuresRouter } from './admin/erasures-router.js'
import { createJobFiles } from './admin/job-files.js'
import { createOperationsRouter } from './admin/operations-router.js'
import { isReplayJob } from './admin/replay-job.js'
import { createReplays } from './admin/replays.js'
import { createRetention, ERASURE_RECEIPT_DAYS, REPLAY_DAYS } from './admin/retention.js'
import type { CollectorConfig, SinkConfig } from './config/config.js'
import { openKeyFile } from './config/key-file.js'
import { createDeadLetters } from './delivery/dead-letters.js'
import { createFanOut } from './delivery/fan-out.js'
import { createFilter } from './delivery/filter.js'
import { removeText } from './delivery/remove-text.js'
import { createApp, createRouter } from './http/app.js'
import { refuseConnection } from './http/problem.js'
import { createReadAccess, requireReadAccess } from './http/read-access.js'
import { createIngest } from './ingest/accept.js'
import { createPseudonymsOf } from './ingest/pseudonymize.js'
import { openLog } from './log/index.js'
import { createMetrics } from './metrics.js'
import { createReportsRouter } from './query/router.js'
import { describeError, stackFrames } from './runtime/describe-error.js'
import { createSinks } from './sinks/index.js'

/** Satisfied by a pino logger. Fields are names, counts and codes. */
export interface CollectorLogger {
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

export interface CollectorOptions {
  readonly logger?: CollectorLogger
  readonly now?: () => number
  /** Folder of `hushlog.js` and `dashboard`, when they are not where the packages put them. */
  readonly assets?: string
}

export interface Collector {
  /** For a host's own Express app; mount it at the root and before any body parser. */
  readonly router: Router
  /** @throws the system's error, such as EADDRINUSE. */
  listen(): Promise<AddressInfo>
  /** Where it listens. */
  address(): AddressInfo | undefined
  /** Takes over tenants and keys; everything else needs a restart. */
  reload(config: CollectorConfig): void
  /** Stops accepting, gives the sinks the configured time, closes the log. What is left is delivered after the next start. */
  close(): Promise<void>
}

const silent: CollectorLogger = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Of what a sink's configuration makes: one that keeps session summaries is two. */
const namesOf = (sink: SinkConfig): readonly string[] =>
  sink.type === 'opensearch' && sink.sessions !== undefined ? [sink.name, sink.sessions.name] : [sink.name]

/** Node's default of five minutes would let slow bodies hold connections. */
const REQUEST_TIMEOUT = 60_000
const DAY = 86_400_000

export const createCollector = async (
  config: CollectorConfig,
  { logger = silent, now = Date.now, assets }: CollectorOptions = {},
): Promise<Collector> => {
  const keyFile = openKeyFile(config.dataDir)
  const log = await openLog({ dir: join(config.dataDir, 'log'), ...config.log, now })
  const {
    sinks,
    filters,
    reports: reportStore,
    embedded,
  } = createSinks(config.sinks, {
    dataDir: config.dataDir,
    env: config.env,
    onError: (sink, error) =>
      logger.warn({ sink, ...describeError(error) }, 'a sink failed beside its writes'),
  })
  const metrics = createMetrics({
    log: () => log.stats(),
    sinks: () => fanOut.stats(),
    erasures: () => erasures.pending(),
  })
  const deadLetters = createDeadLetters({ folder: join(config.dataDir, 'dead-letters'), now })
  const fanOut = createFanOut({
    log,
    sinks,
    filters,
    removeText,
    deadLetters,
    maxAge: config.log.maxAgeDays * DAY,
    logger,
    observer: metrics.fanOut,
  })
  const erasures = createErasures({
    store: createJobFiles(join(config.dataDir, 'erasures'), isErasure),
    log,
    sinks,
    deadLetters,
    task: fanOut.task,
    now,
    logger,
    erased: metrics.erased,
  })
  const replays = createReplays({
    jobs: createJobFiles(join(config.dataDir, 'replays'), isReplayJob),
    log,
    sinks,
    filterOf: (sink) => createFilter(filters.get(sink), removeText),
    deadLetters,
    // A store that takes only some events cannot give back the others.
    stored: embedded && filters.get(embedded.sink)?.events === undefined ? embedded : undefined,
    isErased: erasures.isErased,
    task: fanOut.task,
    now,
    logger,
  })
  const retention = createRetention({
    sinks,
    sinkDays: new Map(config.sinks.flatMap((sink) => namesOf(sink).map((name) => [name, sink.keepDays]))),
    deadLetters,
    finished: [
      { what: 'erasures', days: ERASURE_RECEIPT_DAYS, prune: erasures.prune },
      { what: 'replays', days: REPLAY_DAYS, prune: replays.prune },
    ],
    task: fanOut.task,
    now,
    logger,
    removed: metrics.removed,
  })
  const onError = (error: unknown): void =>
    logger.error({ ...describeError(error), at: stackFrames(error) }, 'a request failed')
  const ingest = createIngest({ log, env: config.env, counts: metrics.ingest, now, onError })

  let readAccess = createReadAccess(config)
  let names: ReadonlyMap<string, string> = new Map()
  let withText: ReadonlySet<string> = new Set()
  const setTenants = ({ tenants, adminPassword }: CollectorConfig): void => {
    retention.setTenants(tenants)
    readAccess = createReadAccess({ tenants, adminPassword })
    names = new Map(tenants.map(({ id, name }) => [id, name]))
    withText = new Set(tenants.filter(({ content }) => content === 'redacted').map(({ id }) => id))
    const secrets = keyFile.pseudonymSecretsOf(tenants.map(({ id }) => id))
    ingest.setTenants(tenants.map((tenant) => ({ ...tenant, pseudonymSecret: secrets.get(tenant.id) ?? '' })))
  }
  setTenants(config)
  const idle = (config.sessionIdleSeconds ?? 0) * 1000
  const sessionEnds =
    embedded && idle > 0
      ? createSessionEnds({
          store: embedded.store,
          lagSeconds: () => log.readerStats(embedded.sink, now()).lagSeconds,
          tenants: () => [...names.keys()],
          accept: ingest.acceptInternal,
          isErased: erasures.isErased,
          idle,
          now,
          logger,
        })
      : undefined
  await fanOut.start()
  await erasures.start()
  await replays.start()
  retention.start()
  sessionEnds?.start()

  const since = new Date(now()).toISOString()
  const reports = createReportsRouter({
    store: reportStore,
    cacheSeconds: config.reportCacheSeconds,
    observe: metrics.report,
    now,
    capturesText: (tenantId) => withText.has(tenantId),
    tenantName: (tenantId) => names.get(tenantId) ?? tenantId,
    delivery(tenantId, admin) {
      const { records, bytes } = log.stats()
      const stores = { accepted: metrics.accepted(), log: { records, bytes }, sinks: fanOut.stats() }
      return { since, ...metrics.ledger(tenantId), stores: admin || names.size === 1 ? stores : null }
    },
  })

  let closing: Promise<void> | undefined
  const router = createRouter({
    ingest,
    metrics,
    requireRead: requireReadAccess(() => readAccess),
    reports,
    erasures: createErasuresRouter({
      erasures,
      pseudonyms: createPseudonymsOf(keyFile.pseudonymSecrets),
    }),
    operations: createOperationsRouter({ replays, sinks }),
    assets,
    onError,
    notReady: () => {
      if (closing !== undefined) return 'stopping'
      return log.stats().bytes < config.log.maxBytes ? undefined : 'log_full'
    },
  })
  const app = createApp(router, onError)
  // The hot path goes around Express, which costs a third of a bare server.
  const server: Server = createServer({ requestTimeout: REQUEST_TIMEOUT }, (request, response) => {
    const isBatch = request.method === 'POST' && /^\/v1\/events(?:\?|$)/.test(request.url ?? '')
    if (isBatch) void ingest.events(request, response)
    else app(request, response)
  })
  server.on('clientError', refuseConnection)

  const address = (): AddressInfo | undefined => {
    const at = server.address()
    return typeof at === 'object' && at !== null ? at : undefined
  }

  const close = async (): Promise<void> => {
    ingest.stop()
    retention.stop()
    reports.endLive()
    if (server.listening) {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      const impatient = setTimeout(() => server.closeAllConnections(), 5_000)
      await closed
      clearTimeout(impatient)
    }
    await sessionEnds?.stop()
    await fanOut.stop(config.drainSeconds * 1000)
    await erasures.stop()
    await log.close()
  }

  return {
    router,
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(config.listen.port, config.listen.host, () => {
          server.off('error', reject)
          const at = address()
          if (at === undefined) reject(new Error('the server has no address'))
          else resolve(at)
        })
      }),
    address,
    reload: setTenants,
    close() {
      closing ??= close()
      return closing
    },
  }
}
