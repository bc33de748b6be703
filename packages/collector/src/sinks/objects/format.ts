/** A format encodes records in an object. It never holds a whole object in memory. */
import type { StoredRecord } from '../../log/log.js'
import type { ErasureFilter } from './erasure-filter.js'
import type { ObjectBody } from './object-store.js'

/** Stores a whole object. */
export type PutObject = (body: ObjectBody) => Promise<void>

export type ReadObject = () => Promise<ObjectBody>

export interface MatchCount {
  /** Counts the records that match. */
  readonly records: number
  /** Is true when the object holds no other records. */
  readonly isAll: boolean
}

export interface ObjectFormat {
  /** The keys of its objects end with this. */
  readonly extension: string
  /** Says that an object holds all records that it is given, so that one that is there needs no second look. */
  readonly holdsEverything: boolean
  open(signal: AbortSignal): Promise<void>
  /**
   * Puts one object, or none when it can hold none of the records.
   *
   * @returns the records that it cannot hold.
   */
  encode(
    records: readonly StoredRecord[],
    put: PutObject,
    signal: AbortSignal,
  ): Promise<readonly StoredRecord[]>
  count(read: ReadObject, filter: ErasureFilter, signal: AbortSignal): Promise<MatchCount>
  /** Puts the object without the records that match. */
  rewrite(read: ReadObject, filter: ErasureFilter, put: PutObject, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** Says that an object is not what its name says, so that nobody knows whose records it holds. */
export class UnreadableObjectError extends Error {
  override readonly name = 'UnreadableObjectError'
  readonly code = 'UNREADABLE_OBJECT'
  constructor() {
    super('an object could not be read as what its name says')
  }
}
