/**
 * Pool of connections that read: short statements share a few, each long one gets a connection of its own.
 * Closing interrupts what runs and waits for it, since a connection must not be closed under a statement.
 */

import type { Connection } from './engine.js'
import { EmbeddedStoreError } from './failure.js'

export interface PooledConnection {
  readonly connection: Connection
  release(): void
}

export interface Readers {
  /** Waits for a shared connection. @throws EmbeddedStoreError `CLOSED` */
  acquireShared(): Promise<PooledConnection>
  /** Opens a connection for one long statement. @throws EmbeddedStoreError `CLOSED` */
  acquireOwn(): Promise<PooledConnection>
  close(): Promise<void>
}

interface Waiting {
  resolve(connection: PooledConnection): void
  reject(error: Error): void
}

/** @param size how many connections are shared */
export function createReaders(connect: () => Promise<Connection>, size: number): Readers {
  const idle: Connection[] = []
  const inUse = new Set<Connection>()
  const waiting: Waiting[] = []
  let opened = 0
  let isClosed = false
  let onAllReleased: (() => void) | undefined

  function lend(connection: Connection, takeBack: (connection: Connection) => void): PooledConnection {
    inUse.add(connection)
    return {
      connection,
      release() {
        if (!inUse.delete(connection)) return
        if (isClosed) connection.close()
        else takeBack(connection)
        if (inUse.size === 0) onAllReleased?.()
      },
    }
  }

  function share(connection: Connection): void {
    const next = waiting.shift()
    if (next === undefined) idle.push(connection)
    else next.resolve(lend(connection, share))
  }

  async function connectOpen(): Promise<Connection> {
    const connection = await connect()
    if (!isClosed) return connection
    connection.close()
    throw new EmbeddedStoreError('CLOSED')
  }

  return {
    async acquireShared() {
      if (isClosed) throw new EmbeddedStoreError('CLOSED')
      const free = idle.pop()
      if (free !== undefined) return lend(free, share)
      if (opened < size) {
        opened++
        return lend(await connectOpen(), share)
      }
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    async acquireOwn() {
      if (isClosed) throw new EmbeddedStoreError('CLOSED')
      return lend(await connectOpen(), (connection) => connection.close())
    },
    async close() {
      isClosed = true
      for (const { reject } of waiting.splice(0)) reject(new EmbeddedStoreError('CLOSED'))
      for (const connection of idle.splice(0)) connection.close()
      if (inUse.size === 0) return
      await new Promise<void>((resolve) => {
        onAllReleased = resolve
        for (const connection of inUse) connection.interrupt()
      })
    },
  }
}
