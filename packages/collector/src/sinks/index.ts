/** The sinks that the configuration asks for. */
import type { SinkConfig } from '../config/config.js'
import type { ReportStore } from '../reports/store.js'
import { createDynamoDbSink } from './dynamodb/dynamodb.js'
import { createEmbeddedStore } from './embedded/embedded.js'
import { createFileSink } from './file/file.js'
import { createPostgresStore } from './postgres/postgres.js'
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
}

export function createSinks(
  configs: readonly SinkConfig[],
  options: { readonly dataDir: string; readonly env: string },
): Sinks {
  const enabled = configs.filter((config) => config.enabled)
  let embedded: ReportStore | undefined
  let postgres: ReportStore | undefined
  const create = (config: SinkConfig): Sink => {
    switch (config.type) {
      case 'embedded': {
        const store = createEmbeddedStore({ name: config.name, dataDir: options.dataDir })
        embedded ??= store.reports
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
      default:
        throw new Error(`no ${config.type} sink in this version`)
    }
  }
  const sinks = enabled.map(create)
  return {
    sinks,
    filters: new Map(enabled.map(({ name, content, events }) => [name, { content, events }])),
    reports: postgres ?? embedded,
  }
}
