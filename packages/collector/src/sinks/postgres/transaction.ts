import type { Client } from 'pg'

/** Runs steps in one transaction, and rolls it back when one of them fails. */
export async function inTransaction<T>(client: Client, steps: () => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  try {
    const result = await steps()
    await client.query('COMMIT')
    return result
  } catch (thrown) {
    // On a connection that ended this fails too, and the server rolls back by itself.
    await Promise.allSettled([client.query('ROLLBACK')])
    throw thrown
  }
}
