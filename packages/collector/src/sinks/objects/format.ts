/** What an object's bytes are. A format never holds a whole object in memory. */
import type { StoredRecord } from '../../log/log.js'
import type { ObjectBody } from './place.js'
import type { Unwanted } from './unwanted.js'

/** Takes a whole object to its place. */
export type PutObject = (body: ObjectBody) => Promise<void>

export type ReadObject = () => Promise<ObjectBody>

export interface UnwantedCount {
  /** Records that are unwanted. */
  readonly records: number
  /** Whether they are all that the object holds. */
  readonly all: boolean
}

export interface ObjectFormat {
  /** The end of the key of its objects. */
  readonly extension: string
  open(signal: AbortSignal): Promise<void>
  /** Puts one object with the records. Resolves to those that it cannot hold; with none left nothing is put. */
  encode(
    records: readonly StoredRecord[],
    put: PutObject,
    signal: AbortSignal,
  ): Promise<readonly StoredRecord[]>
  count(read: ReadObject, unwanted: Unwanted, signal: AbortSignal): Promise<UnwantedCount>
  /** Puts the object without what is unwanted. */
  rewrite(read: ReadObject, unwanted: Unwanted, put: PutObject, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** An object that is not what its name says: nobody can tell whom it is about. */
export class UnreadableObjectError extends Error {
  override readonly name = 'UnreadableObjectError'
  readonly code = 'UNREADABLE_OBJECT'
  constructor() {
    super('an object could not be read as what its name says')
  }
}
