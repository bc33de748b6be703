/** Keeps the connection of a sink to a node, which has the index templates once the sink is open. */
import { withReducedErrors } from '../sink-error.js'
import { type Connection, type ConnectionOptions, connect } from './connection.js'
import { OpenSearchError, toOpenSearchError } from './failure.js'
import { type PrepareOptions, prepare } from './prepare.js'

export interface SinkConnection {
  open(signal: AbortSignal): Promise<void>
  /** @throws OpenSearchError `CLOSED` */
  current(): Connection
  close(): void
}

export function createSinkConnection(options: ConnectionOptions & PrepareOptions): SinkConnection {
  let connection: Connection | undefined

  function close(): void {
    connection?.close()
    connection = undefined
  }

  return {
    open: (signal) =>
      withReducedErrors(signal, toOpenSearchError, async () => {
        close()
        const opening = await connect(options)
        try {
          await prepare(opening, options, signal)
        } catch (thrown) {
          opening.close()
          throw thrown
        }
        connection = opening
      }),
    current() {
      if (connection === undefined) throw new OpenSearchError('CLOSED')
      return connection
    },
    close,
  }
}
