/** The figures that `stats` answers from and the log id, kept in the store beside the records they count. */
import { randomBytes } from 'node:crypto'
import { type Store, textKey } from './store.js'

export interface LogState {
  /** Last sequence given out. */
  readonly head: number
  /** First sequence still kept; `head + 1` when there is none. */
  readonly oldest: number
  /** Bytes of the records kept. */
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

/** Inside a transaction. */
export const writeState = (store: Store, state: LogState): void => {
  const value = Buffer.allocUnsafe(24)
  value.writeDoubleLE(state.head, 0)
  value.writeDoubleLE(state.oldest, 8)
  value.writeDoubleLE(state.bytes, 16)
  store.meta.put(STATE, value)
}

/** The id of the log, made at the first opening. */
export const readOrMakeId = (store: Store): string => {
  const known = store.meta.get(ID)
  if (known !== undefined) return known.toString('latin1')
  // 36 divides no power of two; the bias of `% 36` does not matter for telling logs apart.
  const id = Array.from(randomBytes(8), (byte) => ID_ALPHABET.charAt(byte % 36)).join('')
  store.meta.transactionSync(() => store.meta.put(ID, Buffer.from(id, 'latin1')))
  return id
}
