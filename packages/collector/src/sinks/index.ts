/** Creates the sinks that the configuration asks for. */
import type { SinkConfig } from '../config/config.js'
import type { Scheduler } from '../runtime/scheduler.js'
import { createDynamoDbSink } from './dynamodb/dynamodb.js'
import { createEmbeddedStore } from './embedded/embedded.js'
import { openEngineProcess } from './embedded/engine-process.js'
import { createFileSink } from './file/file.js'
import { createFolderStore } from './file/folder-store.js'
import { EVENTS } from './objects/layout.js'
import { type ObjectRecords, readObjects } from './objects/read-objects.js'
import { createOpenSearchSink } from './opensearch/opensearch.js'
import { createSessionSink } from './opensearch/sessions.js'
import { createPostgresStore } from './postgres/postgres.js'
import type { NamedReportStore, ReportStore } from './report-store.js'
import { createBucketStore } from './s3/bucket-store.js'
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
   * Holds the first PostgreSQL that is to answer reports, then the embedded store, which answers while PostgreSQL
   * is out of reach. It is empty when there is neither.
   */
  readonly reports: readonly NamedReportStore[]
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
  /** Is called with the name of a sink and of its file when the file is damaged. */
  readonly onDamage: (sink: string, file: string) => void
  /** The program that runs the engine of the embedded store in a process of its own; without it, it runs in this one. */
  readonly engineFile?: string | undefined
}

/** Names the file of the embedded store. */
export { embeddedFile } from './embedded/database.js'

/** Makes the first embedded store that is configured, by itself; undefined without one. */
export function embeddedSinkOf(configs: readonly SinkConfig[], dataDir: string): Sink | undefined {
  const config = configs.find(({ type, enabled }) => type === 'embedded' && enabled)
  return config && createEmbeddedStore({ name: config.name, dataDir }).sink
}

/** A sink whose objects can be read back. */
export interface ObjectSource {
  readonly name: string
  read(signal: AbortSignal): AsyncGenerator<ObjectRecords>
}

/** Returns the file and S3 sinks that are configured. */
export const objectSourcesOf = (configs: readonly SinkConfig[]): readonly ObjectSource[] =>
  configs.flatMap((config) => {
    if (!config.enabled || (config.type !== 'file' && config.type !== 's3')) return []
    const store = config.type === 'file' ? createFolderStore(config.path) : createBucketStore(config, EVENTS)
    return [{ name: config.name, read: (signal) => readObjects(store, signal) }]
  })

export function createSinks(configs: readonly SinkConfig[], options: SinksOptions): Sinks {
  const enabled = configs.filter((config) => config.enabled)
  let embedded: Sinks['embedded']
  let postgres: { readonly store: ReportStore; readonly sink: string } | undefined

  const create = (config: SinkConfig): Sink | readonly Sink[] => {
    switch (config.type) {
      case 'embedded': {
        const store = createEmbeddedStore({
          ...options,
          name: config.name,
          openEngine: options.engineFile === undefined ? undefined : openEngineProcess(options.engineFile),
          onDamage: (file) => options.onDamage(config.name, file),
        })
        embedded ??= { store: store.reports, sink: config.name }
        return store.sink
      }
      case 'file':
        return createFileSink({ ...config, ...options })
      case 's3':
        return createS3Sink({ ...config, ...options })
      case 'postgres': {
        const store = createPostgresStore(config)
        if (config.reports) postgres ??= { store: store.reports, sink: config.name }
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
  const reports: NamedReportStore[] = []
  if (postgres !== undefined) reports.push({ name: 'postgres', ...postgres })
  if (embedded !== undefined) reports.push({ name: 'embedded', ...embedded })
  return { sinks, filters, reports, embedded }
}
