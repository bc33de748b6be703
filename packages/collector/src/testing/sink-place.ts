/** The test of a sink gives these to the contract: an empty place, and a way to read what is stored there. */
import type { LogRange, NewRecord, StoredRecord } from '../log/log.js'
import type { Sink, SinkBatch } from '../sinks/sink.js'

export interface TestRunner {
  describe(name: string, body: () => void): void
  it(name: string, body: () => Promise<void>): void
}

/** Holds what a test can read back of a stored event. */
export interface ReadBack {
  readonly id: string
  readonly tenantId: string
  /** Holds `context.page_title`, where the suite puts its difficult texts. */
  readonly pageTitle: string | null
}

export interface SinkPlace {
  /** Creates a new sink over the same place, as after a restart. */
  sink(): Sink
  /** Reads everything that is stored, while a sink is open. */
  read(): Promise<readonly ReadBack[]>
  /** Removes the place. */
  remove(): Promise<void>
}

export interface SinkContract {
  readonly name: string
  /**
   * Says when an event is stored once only: with `id` always, with `range` as long as its range comes again
   * exactly as it was.
   */
  readonly once: 'id' | 'range'
  /** Makes an empty place for each test. */
  create(): Promise<SinkPlace>
  /** Holds records that the store must refuse, each by itself; empty when it takes any bytes. */
  readonly refused: readonly NewRecord[]
  /** Converts a text to what the store holds of it. Without it, the store must hold texts as they are. */
  readonly storedText?: (text: string) => string
  /** Holds the bytes of the largest record that the store takes; larger ones are refused as `too_large`. */
  readonly recordBytes?: number
  /** Says whether the sink has `erase`. The default is false. */
  readonly erases?: boolean
  /** Says whether the sink has `expire`; a store that expires events by itself needs none. */
  readonly expires?: boolean
}

export type SinkTestBody = (place: SinkPlace, sink: Sink) => Promise<void>

const LOG = 'contract'

function freeze(record: NewRecord, sequence: number): StoredRecord {
  return Object.freeze({ ...record, sequence })
}

/** Makes a batch that is frozen throughout, so that a sink that changes its input throws. */
export function testBatch(records: readonly NewRecord[], from = 1, log = LOG): SinkBatch {
  const range: LogRange = Object.freeze({ from, to: from + records.length - 1 })
  const stored = records.map((record, index) => freeze(record, from + index))
  return Object.freeze({ log, range, records: Object.freeze(stored) })
}
