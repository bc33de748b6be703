import type { SinkConfig } from './config.js'

/** Returns the names under which a configured sink delivers: one that keeps session summaries is two sinks. */
export const sinkNames = (sink: SinkConfig): readonly string[] =>
  sink.type === 'opensearch' && sink.sessions !== undefined ? [sink.name, sink.sessions.name] : [sink.name]
