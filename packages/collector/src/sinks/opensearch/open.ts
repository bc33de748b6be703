/** What every sink of OpenSearch opens: a connection to a node that has the templates, or none. */
import { type Connection, type ConnectionOptions, connect } from './connection.js'
import { withoutReason } from './failure.js'
import { type PrepareOptions, prepare } from './prepare.js'

/** @throws OpenSearchError, or the signal's reason; nothing is left open then. */
export async function openPrepared(
  options: ConnectionOptions & PrepareOptions,
  signal: AbortSignal,
): Promise<Connection> {
  let connection: Connection | undefined
  try {
    connection = await connect(options)
    await prepare(connection, options, signal)
    return connection
  } catch (thrown) {
    connection?.close()
    signal.throwIfAborted()
    throw withoutReason(thrown)
  }
}
