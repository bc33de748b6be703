/**
 * Connections: one that writes, a few that read. The driver is loaded with the first of them. Every session
 * speaks UTC and ISO dates and looks for tables in the configured schema only.
 */
import type { Client, ClientConfig, CustomTypesConfig, Pool, PoolClient } from 'pg'
import { columnTypes } from './column-types.js'
import { PostgresSinkError } from './failure.js'

/** Milliseconds. */
const CONNECT_LIMIT = 10_000
/** Reports at a time, exports among them; each is a process of the server. */
const READ_CONNECTIONS = 4
/** A report that takes longer is of no use to who asked. Milliseconds. */
const REPORT_LIMIT = 30_000
/** How long a cancelled statement may take to end before its connection is cut. Milliseconds. */
const CANCEL_GRACE = 1_000

export interface Place {
  readonly url: string
  readonly schema: string
}

export interface Writer {
  readonly client: Client
  /** Ends the running statement, on the server too, and the connection with it. */
  cancel(): Promise<void>
  close(): Promise<void>
}

export interface Readers {
  /** Runs one statement's body with a connection. @throws PostgresSinkError CLOSED */
  use<T>(body: (client: PoolClient) => Promise<T>): Promise<T>
  /** For a body that lasts as long as its reader; give back when done. */
  borrow(): Promise<Loan>
  close(): Promise<void>
}

export interface Loan {
  readonly client: PoolClient
  /** @param broken the connection is not to be used again. */
  giveBack(broken: boolean): void
}

const settings = (place: Place): ClientConfig => ({
  connectionString: place.url,
  application_name: 'hushlog',
  connectionTimeoutMillis: CONNECT_LIMIT,
  keepAlive: true,
  types: columnTypes satisfies CustomTypesConfig,
})

/** In one statement, since it is one way to the server and back. */
async function begin(client: Client | PoolClient, place: Place, limit: number): Promise<number> {
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pg_backend_pid() AS pid, set_config('search_path', quote_ident($1), false),
       set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO', false),
       set_config('statement_timeout', $2, false)`,
    [place.schema, String(limit)],
  )
  return rows[0]?.pid ?? 0
}

/** A connection that fails while nothing is asked of it tells it here; the next statement tells it again. */
const tellNobody = () => undefined

export async function connectWriter(place: Place, signal: AbortSignal): Promise<Writer> {
  signal.throwIfAborted()
  const { Client } = await import('pg')
  const client = new Client(settings(place))
  client.on('error', tellNobody)
  const close = () => client.end().catch(tellNobody)
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  aborted.catch(tellNobody)
  try {
    // A server that does not answer is not waited for.
    await Promise.race([client.connect(), aborted])
    const pid = await begin(client, place, 0)
    signal.throwIfAborted()
    return {
      client,
      close,
      async cancel() {
        const cut = setTimeout(close, CANCEL_GRACE)
        try {
          await cancelStatement(place, pid)
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

/** On another connection: the one that waits cannot ask. A role may cancel what it runs itself. */
async function cancelStatement(place: Place, pid: number): Promise<void> {
  const { Client } = await import('pg')
  const client = new Client({ ...settings(place), connectionTimeoutMillis: CANCEL_GRACE })
  client.on('error', tellNobody)
  try {
    await client.connect()
    await client.query('SELECT pg_cancel_backend($1)', [pid])
  } catch {
    // The server is out of reach; the connection is cut, and the server undoes what it did not commit.
  } finally {
    await client.end().catch(tellNobody)
  }
}

export async function connectReaders(place: Place): Promise<Readers> {
  const { Pool } = await import('pg')
  const pool: Pool = new Pool({ ...settings(place), max: READ_CONNECTIONS, idleTimeoutMillis: 60_000 })
  pool.on('error', tellNobody)
  const prepared = new WeakSet<PoolClient>()
  const lent = new Set<Loan>()
  let closed = false

  /** What fails while it closes was closed. */
  const nameClose = (thrown: unknown): unknown => (closed ? new PostgresSinkError('CLOSED') : thrown)

  async function borrow(): Promise<Loan> {
    if (closed) throw new PostgresSinkError('CLOSED')
    const client = await pool.connect().catch((thrown: unknown) => {
      throw nameClose(thrown)
    })
    const loan: Loan = {
      client,
      giveBack(broken) {
        if (lent.delete(loan)) client.release(broken)
      },
    }
    lent.add(loan)
    try {
      if (!prepared.has(client)) await begin(client, place, REPORT_LIMIT)
      prepared.add(client)
      if (closed) throw new PostgresSinkError('CLOSED')
      return loan
    } catch (thrown) {
      loan.giveBack(true)
      throw nameClose(thrown)
    }
  }

  return {
    borrow,
    async use(body) {
      const loan = await borrow()
      let broken = true
      try {
        const result = await body(loan.client)
        broken = false
        return result
      } catch (thrown) {
        throw nameClose(thrown)
      } finally {
        loan.giveBack(broken)
      }
    },
    async close() {
      if (closed) return
      closed = true
      // What a reader still waits for fails at once: its connection is cut.
      for (const loan of lent) loan.giveBack(true)
      await pool.end()
    },
  }
}
