/**
 * Connections that read: a few shared ones for short statements, one of its own for each long one. Closing ends
 * what runs and waits for it, since a connection must not go away under a statement.
 */
import type { DuckDBConnection } from '@duckdb/node-api'
import { EmbeddedStoreError } from './failure.js'

export interface Loan {
  readonly connection: DuckDBConnection
  giveBack(): void
}

export interface Readers {
  /** Waits for a shared connection. @throws EmbeddedStoreError CLOSED */
  share(): Promise<Loan>
  /** A connection that nobody waits for. @throws EmbeddedStoreError CLOSED */
  own(): Promise<Loan>
  close(): Promise<void>
}

interface Waiting {
  resolve(loan: Loan): void
  reject(error: Error): void
}

export function createReaders(connect: () => Promise<DuckDBConnection>, shared: number): Readers {
  const idle: DuckDBConnection[] = []
  const lent = new Set<DuckDBConnection>()
  const waiting: Waiting[] = []
  let made = 0
  let closed = false
  let allBack: (() => void) | undefined

  function lend(connection: DuckDBConnection, back: (connection: DuckDBConnection) => void): Loan {
    lent.add(connection)
    return {
      connection,
      giveBack() {
        if (!lent.delete(connection)) return
        if (closed) connection.closeSync()
        else back(connection)
        if (lent.size === 0) allBack?.()
      },
    }
  }

  function pass(connection: DuckDBConnection): void {
    const next = waiting.shift()
    if (next === undefined) idle.push(connection)
    else next.resolve(lend(connection, pass))
  }

  async function connected(): Promise<DuckDBConnection> {
    const connection = await connect()
    if (!closed) return connection
    connection.closeSync()
    throw new EmbeddedStoreError('CLOSED')
  }

  return {
    async share() {
      if (closed) throw new EmbeddedStoreError('CLOSED')
      const free = idle.pop()
      if (free !== undefined) return lend(free, pass)
      if (made < shared) {
        made++
        return lend(await connected(), pass)
      }
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    async own() {
      if (closed) throw new EmbeddedStoreError('CLOSED')
      return lend(await connected(), (connection) => connection.closeSync())
    },
    async close() {
      closed = true
      for (const { reject } of waiting.splice(0)) reject(new EmbeddedStoreError('CLOSED'))
      for (const connection of idle.splice(0)) connection.closeSync()
      if (lent.size === 0) return
      await new Promise<void>((resolve) => {
        allBack = resolve
        for (const connection of lent) connection.interrupt()
      })
    },
  }
}
