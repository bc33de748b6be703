/** The sinks that the configuration asks for. */
import type { SinkConfig } from '../config/config.js'
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
  /** By name of the sink, for fan-out. */
  readonly filters: ReadonlyMap<string, SinkFilterConfig>
  /**
   * The first PostgreSQL that is to answer reports, else the embedded store. Undefined when there is neither: then
   * nothing here can answer a report.
   */
  readonly reports: ReportStore | undefined
  /** Holds every event that this collector has accepted and still keeps: what a replay is read from. */
  readonly embedded: { readonly store: ReportStore; readonly sink: string } | undefined
}

export interface SinksOptions {
  readonly dataDir: string
  readonly env: string
  /** Something beside the writes failed and will be tried again. */
  readonly onError?: (sink: string, error: Error) => void
}

export function createSinks(configs: readonly SinkConfig[], options: SinksOptions): Sinks {
  const enabled = configs.filter((config) => config.enabled)
  let embedded: Sinks['embedded']
  let postgres: ReportStore | undefined
  const create = (config: SinkConfig): Sink | readonly Sink[] => {
    switch (config.type) {
      case 'embedded': {
        const { name } = config
        const { dataDir, onError } = options
        const onSumsError = onError && ((error: Error) => onError(name, error))
        const store = createEmbeddedStore({ name, dataDir, ...(onSumsError && { onSumsError }) })
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
        const events = createOpenSearchSink({ ...config, sessions: config.sessions !== undefined })
        if (config.sessions === undefined) return events
        const { onError } = options
        const { name } = config.sessions
        const sessions = createSessionSink({
          ...config,
          ...config.sessions,
          ...(onError && { onSweepError: (error: Error) => onError(name, error) }),
        })
        return [events, sessions]
      }
    }
  }
  const sinks = enabled.flatMap(create)
  const filters = new Map<string, SinkFilterConfig>()
  for (const config of enabled) {
    filters.set(config.name, { content: config.content, events: config.events })
    // Of the same events, and of no text whatever the sink is given.
    if (config.type === 'opensearch' && config.sessions !== undefined)
      filters.set(config.sessions.name, { content: 'exclude', events: config.events })
  }
  return {
    sinks,
    filters,
    reports: postgres ?? embedded?.store,
    embedded,
  }
}
