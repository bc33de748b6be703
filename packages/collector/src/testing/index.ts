/** `@hushlog/collector/testing` helps to write and test a sink. */

export type { LogRange, NewRecord, StoredRecord } from '../log/log.js'
export { TEST_TIME, type TestRecord, testId, testRecord } from '../log/records.fixture.js'
export type {
  BatchPolicy,
  ErasureCount,
  Selector,
  Sink,
  SinkBatch,
  SinkFailure,
  WriteResult,
} from '../sinks/sink.js'
export { createMemoryLog, type MemoryLog } from './memory-log.js'
export {
  type ReadBack,
  type SinkContract,
  type SinkPlace,
  type TestRunner,
  testBatch,
  testSink,
} from './sink-contract.js'
