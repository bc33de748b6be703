/** The collector as a library: run it inside another program, or write a sink for it. */
export type {
  CollectorConfig,
  EmbeddedSinkConfig,
  FileSinkConfig,
  LogConfig,
  SinkConfig,
  TenantConfig,
  WriteKey,
} from './config/config.js'
export { ConfigError, type ConfigFault } from './config/config-error.js'
export { type LoadedConfig, type LoadOptions, loadConfig } from './config/load.js'
export {
  type Collector,
  type CollectorLogger,
  type CollectorOptions,
  createCollector,
} from './create-collector.js'
export type { ReadAccess } from './http/access.js'
export type { LogRange, RecordHeader, StoredRecord } from './log/log.js'
export type { BatchPolicy, Sink, SinkBatch, SinkFailure, WriteResult } from './sinks/sink.js'
