/** Creates the sinks that the configuration asks for. */
import type { SinkConfig } from '../config/config.js'
import type { Scheduler } from '../runtime/scheduler.js'
import { createDynamoDbSink } from './dynamodb/dynamodb.js'
import { createEmbeddedStore } from './embedded/embedded.js'
import { createFileSink } from './file/file.js'
import { createOpenSearchSink } from './opensearch/opensearch.js'
import { createSessionSink } from './opensearch/sessions.js'
import { createPostgresStore } from './postgres/postgres.js'
import type { ReportStore } from './report-store.js'
import { createS3Sink } from './s3/s3.js'
import type { Sink } from './sink.js'

export interface SinkFilterConfig {
  readonly content: 'exclude' | 'include'
  readonly events: readonly string[] | undefined
}

export interface Sinks {
  readonly sinks: readonly Sink[]
  /** Delivery filters the records of a sink by these, which are kept by the sink's name. */
  readonly filters: ReadonlyMap<string, SinkFilterConfig>
  /**
   * Holds the first PostgreSQL that is to answer reports, else the embedded store; undefined when there is
   * neither.
   */
  readonly reports: ReportStore | undefined
  /**
   * A replay reads from this store, which holds every event that this collector has accepted and still keeps.
   */
  readonly embedded: { readonly store: ReportStore; readonly sink: string } | undefined
}

export interface SinksOptions {
  readonly dataDir: string
  readonly env: string
  /** Runs what sinks do beside their writes, under the sink's name. */
  readonly scheduler: Scheduler
}

export function createSinks(configs: readonly SinkConfig[], options: SinksOptions): Sinks {
  const enabled = configs.filter((config) => config.enabled)
  let embedded: Sinks['embedded']
  let postgres: ReportStore | undefined

  const create = (config: SinkConfig): Sink | readonly Sink[] => {
    switch (config.type) {
      case 'embedded': {
        const store = createEmbeddedStore({ ...options, name: config.name })
        embedded ??= { store: store.reports, sink: config.name }
        return store.sink
      }
      case 'file':
        return createFileSink({ ...config, ...options })
      case 's3':
        return createS3Sink({ ...config, ...options })
      case 'postgres': {
        const store = createPostgresStore(config)
        if (config.reports) postgres ??= store.reports
        return store.sink
      }
      case 'dynamodb':
        return createDynamoDbSink(config)
      case 'opensearch': {
        const { sessions } = config
        const events = createOpenSearchSink({ ...config, sessions: sessions !== undefined })
        return sessions === undefined
          ? events
          : [events, createSessionSink({ ...config, ...sessions, ...options })]
      }
    }
  }

  const sinks = enabled.flatMap(create)
  const filters = new Map<string, SinkFilterConfig>()
  for (const config of enabled) {
    filters.set(config.name, { content: config.content, events: config.events })
    // Session summaries take the same events and never a text.
    if (config.type === 'opensearch' && config.sessions !== undefined)
      filters.set(config.sessions.name, { content: 'exclude', events: config.events })
  }
  return { sinks, filters, reports: postgres ?? embedded?.store, embedded }
}
