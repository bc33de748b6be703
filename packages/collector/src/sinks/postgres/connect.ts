/**
 * Connections to PostgreSQL: one that writes, and a pool of some that read. The driver is loaded with the
 * first of them. Every session uses UTC and ISO dates, and looks for tables in the configured schema only.
 */
import { MINUTE, SECOND } from '@hushlog/base'
import type { Client, ClientConfig, CustomTypesConfig, Pool, PoolClient } from 'pg'
import { columnTypes } from './column-types.js'
import { PostgresSinkError } from './failure.js'

/** All limits are in milliseconds. */
const CONNECT_LIMIT = 10 * SECOND
/** A report that takes longer is of no use to whoever asked for it. */
const REPORT_LIMIT = 30 * SECOND
/** A cancelled statement may take this long to end before its connection is cut. */
const CANCEL_LIMIT = SECOND
/** Eight exports and four reports run at a time. Each is a process of the server. */
const READ_CONNECTIONS = 12

export interface DatabaseOptions {
  readonly url: string
  /** Names the SQL schema that holds the tables. */
  readonly schema: string
}

export interface WriteConnection {
  readonly client: Client
  /** Ends the running statement, on the server too, and closes the connection. */
  cancel(): Promise<void>
  close(): Promise<void>
}

export interface PooledConnection {
  readonly client: PoolClient
  /** @param isBroken closes the connection, so that it is not used again */
  release(isBroken: boolean): void
  /** Ends the running statement, on the server too. */
  cancel(): void
}

export interface Readers {
  /**
   * Runs `body` with a connection, whose statement the signal ends.
   *
   * @throws PostgresSinkError `CLOSED`
   */
  use<T>(body: (client: PoolClient) => Promise<T>, signal?: AbortSignal): Promise<T>
  /**
   * Returns a connection that its user must release.
   *
   * @throws PostgresSinkError `CLOSED`
   */
  acquire(): Promise<PooledConnection>
  close(): Promise<void>
}

const clientConfig = ({ url }: DatabaseOptions): ClientConfig => ({
  connectionString: url,
  application_name: 'hushlog',
  connectionTimeoutMillis: CONNECT_LIMIT,
  keepAlive: true,
  types: columnTypes satisfies CustomTypesConfig,
})

/**
 * Sets a session up, in one statement to save round trips.
 *
 * @param limit milliseconds that a statement may take; 0 sets no limit
 * @returns the id of the server's process
 */
async function beginSession(
  client: Client | PoolClient,
  { schema }: DatabaseOptions,
  limit: number,
): Promise<number> {
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pg_backend_pid() AS pid, set_config('search_path', quote_ident($1), false),
       set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO', false),
       set_config('statement_timeout', $2, false)`,
    [schema, String(limit)],
  )
  return rows[0]?.pid ?? 0
}

/** Ignores the failure of an idle connection: the next statement on it fails too. */
const ignoreError = () => undefined

export async function connectWriter(options: DatabaseOptions, signal: AbortSignal): Promise<WriteConnection> {
  signal.throwIfAborted()
  const { Client } = await import('pg')
  const client = new Client(clientConfig(options))
  client.on('error', ignoreError)
  const close = () => client.end().catch(ignoreError)
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  aborted.catch(ignoreError)
  try {
    // An abort does not wait for a server that does not answer.
    await Promise.race([client.connect(), aborted])
    const pid = await beginSession(client, options, 0)
    signal.throwIfAborted()
    return {
      client,
      close,
      async cancel() {
        const cut = setTimeout(close, CANCEL_LIMIT)
        try {
          await cancelStatement(options, pid)
        } finally {
          clearTimeout(cut)
          await close()
        }
      },
    }
  } catch (thrown) {
    void close()
    throw thrown
  }
}

/** Cancels a statement from another connection. A role may cancel what it runs itself. */
async function cancelStatement(options: DatabaseOptions, pid: number): Promise<void> {
  const { Client } = await import('pg')
  const client = new Client({ ...clientConfig(options), connectionTimeoutMillis: CANCEL_LIMIT })
  client.on('error', ignoreError)
  try {
    await client.connect()
    await client.query('SELECT pg_cancel_backend($1)', [pid])
  } catch {
    // The server is out of reach. Its connection is cut, upon which it rolls back what was not committed.
  } finally {
    await client.end().catch(ignoreError)
  }
}

export async function connectReaders(options: DatabaseOptions): Promise<Readers> {
  const { Pool } = await import('pg')
  const pool: Pool = new Pool({
    ...clientConfig(options),
    max: READ_CONNECTIONS,
    idleTimeoutMillis: MINUTE,
  })
  pool.on('error', ignoreError)
  // The pool listens only while a connection is idle: one that is lost in use would end the process.
  pool.on('connect', (client) => client.on('error', ignoreError))
  /** Holds the process of the server that each connection has. */
  const pids = new WeakMap<PoolClient, number>()
  const inUse = new Set<PooledConnection>()
  let isClosed = false

  /** Names the failure of a connection that closing has cut. */
  const nameClose = (thrown: unknown): unknown => (isClosed ? new PostgresSinkError('CLOSED') : thrown)

  async function acquire(): Promise<PooledConnection> {
    if (isClosed) throw new PostgresSinkError('CLOSED')
    const client = await pool.connect().catch((thrown: unknown) => {
      throw nameClose(thrown)
    })
    const acquired: PooledConnection = {
      client,
      release(isBroken) {
        if (inUse.delete(acquired)) client.release(isBroken)
      },
      cancel() {
        const pid = pids.get(client)
        // A connection whose statement does not end is cut, upon which the server ends it.
        const cut = setTimeout(() => acquired.release(true), CANCEL_LIMIT)
        cut.unref()
        if (pid !== undefined) void cancelStatement(options, pid)
      },
    }
    inUse.add(acquired)
    try {
      if (!pids.has(client)) pids.set(client, await beginSession(client, options, REPORT_LIMIT))
      if (isClosed) throw new PostgresSinkError('CLOSED')
      return acquired
    } catch (thrown) {
      acquired.release(true)
      throw nameClose(thrown)
    }
  }

  return {
    acquire,
    async use(body, signal) {
      signal?.throwIfAborted()
      const { client, release, cancel } = await acquire()
      let isBroken = true
      signal?.addEventListener('abort', cancel)
      try {
        signal?.throwIfAborted()
        const result = await body(client)
        isBroken = false
        return result
      } catch (thrown) {
        throw nameClose(thrown)
      } finally {
        signal?.removeEventListener('abort', cancel)
        // A cancellation under way would end the next statement of the connection.
        release(isBroken || signal?.aborted === true)
      }
    },
    async close() {
      if (isClosed) return
      isClosed = true
      // Cutting its connection makes a running statement fail at once.
      for (const acquired of inUse) acquired.release(true)
      await pool.end()
    },
  }
}
