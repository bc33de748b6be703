/** Reads and writes the figures of the log and its id, which are in the store beside the records. */
import { randomBytes } from 'node:crypto'
import { type Store, textKey } from './store.js'

export interface LogState {
  /** Holds the last sequence number that was given to a record; 0 for an empty log. */
  readonly head: number
  /** Holds the first sequence number that is still in the log; `head + 1` when there is none. */
  readonly oldest: number
  /** Counts the bytes of the records that are in the log. */
  readonly bytes: number
}

const STATE = textKey('state')
const ID = textKey('id')
const ID_ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

export const readState = (store: Store): LogState => {
  const value = store.meta.get(STATE)
  if (value === undefined) return { head: 0, oldest: 1, bytes: 0 }
  return { head: value.readDoubleLE(0), oldest: value.readDoubleLE(8), bytes: value.readDoubleLE(16) }
}

/** Writes the state. It is called inside a transaction. */
export const writeState = (store: Store, state: LogState): void => {
  const value = Buffer.allocUnsafe(24)
  value.writeDoubleLE(state.head, 0)
  value.writeDoubleLE(state.oldest, 8)
  value.writeDoubleLE(state.bytes, 16)
  store.meta.put(STATE, value)
}

/** Returns the id of the log, which is made when the log is opened for the first time. */
export const readOrCreateId = (store: Store): string => {
  const known = store.meta.get(ID)
  if (known !== undefined) return known.toString('latin1')
  // The bias of `% 36` does not matter: the id only distinguishes logs.
  const id = Array.from(randomBytes(8), (byte) => ID_ALPHABET.charAt(byte % 36)).join('')
  store.meta.transactionSync(() => store.meta.put(ID, Buffer.from(id, 'latin1')))
  return id
}
