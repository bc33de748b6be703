/** Cuts off a client that does not read an answer, which would hold what the answer needs for as long as it likes. */
import type { ServerResponse } from 'node:http'
import { SECOND } from '@hushlog/base'
import type { Clock } from '../runtime/clock.js'

const LOOK_EVERY = 5 * SECOND
/** A phone in a tunnel comes back within this time. */
const STALL_LIMIT = 30 * SECOND
/** A client that takes less than this in that time reads more slowly than any network. */
const LEAST_BYTES = 16 * 1024

/** Counts what the connection has handed to the system, which holds back what a client does not read. */
const sentBytes = ({ socket }: ServerResponse): number =>
  socket === null ? 0 : socket.bytesWritten - socket.writableLength

const isWaiting = (response: ServerResponse): boolean =>
  response.writableLength > 0 || (response.socket?.writableLength ?? 0) > 0

/** @param cut is called when the client is cut off */
export function cutStalledReader(response: ServerResponse, clock: Clock, cut: () => void): void {
  let since = clock.now()
  let sent = 0
  const look = () => {
    const now = sentBytes(response)
    if (!isWaiting(response) || now - sent >= LEAST_BYTES) {
      since = clock.now()
      sent = now
    } else if (clock.now() - since >= STALL_LIMIT) {
      cut()
      response.destroy()
      return
    }
    cancel = clock.setTimer(look, LOOK_EVERY, { unref: true })
  }
  let cancel = clock.setTimer(look, LOOK_EVERY, { unref: true })
  response.once('close', () => cancel())
}
