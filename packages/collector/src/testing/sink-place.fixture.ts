/** What a sink's test gives to the contract: an empty place, and a way to read what is stored there. */
import type { LogRange, NewRecord, StoredRecord } from '../log/log.js'
import type { Sink, SinkBatch } from '../sinks/sink.js'

export interface TestRunner {
  describe(name: string, body: () => void): void
  it(name: string, body: () => Promise<void>): void
}

/** What the test can read back of a stored event. */
export interface ReadBack {
  readonly id: string
  readonly tenantId: string
  /** `context.page_title`, where the suite puts its difficult text. */
  readonly pageTitle: string | null
}

export interface SinkPlace {
  /** A new sink over the same place, as after a restart. */
  sink(): Sink
  /** Everything that is stored, while a sink is open. */
  read(): Promise<readonly ReadBack[]>
  /** Removes the place. */
  remove(): Promise<void>
}

export interface SinkContract {
  readonly name: string
  /** `id`: an event is stored once whatever comes; `range`: once when its range comes again as it was. */
  readonly once: 'id' | 'range'
  /** An empty place for each test. */
  create(): Promise<SinkPlace>
  /** Records that the store must refuse, each alone; empty when it takes any bytes. */
  readonly refused: readonly NewRecord[]
  /** What becomes of a text of which the store cannot hold every character; without it texts are kept as they are. */
  readonly storedText?: (text: string) => string
  /** The largest record that the store takes, bytes; what is larger it refuses as `too_large`. Undefined when any is taken. */
  readonly recordBytes?: number
  /** Whether it has `erase`; false until it is said. */
  readonly erases?: boolean
  /** Whether it has `expire`; a store that expires by itself has none. */
  readonly expires?: boolean
}

export type InPlaceBody = (place: SinkPlace, sink: Sink) => Promise<void>

const LOG = 'contract'

function freeze(record: NewRecord, sequence: number): StoredRecord {
  return Object.freeze({ ...record, sequence })
}

/** Frozen all through, so that a sink that changes its input throws. */
export function testBatch(records: readonly NewRecord[], from = 1, log = LOG): SinkBatch {
  const range: LogRange = Object.freeze({ from, to: from + records.length - 1 })
  const stored = records.map((record, index) => freeze(record, from + index))
  return Object.freeze({ log, range, records: Object.freeze(stored) })
}
