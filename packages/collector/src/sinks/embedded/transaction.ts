import type { Connection } from './engine.js'
import { StuckTransactionError } from './failure.js'

/**
 * Runs steps in one transaction, and rolls it back when one of them fails.
 *
 * @param end `ROLLBACK` tries the steps out and keeps nothing of them
 * @throws StuckTransactionError when the rollback fails too
 */
export async function inTransaction<T>(
  connection: Connection,
  steps: () => Promise<T>,
  end: 'COMMIT' | 'ROLLBACK' = 'COMMIT',
): Promise<T> {
  await connection.run('BEGIN')
  try {
    const result = await steps()
    await connection.run(end)
    return result
  } catch (thrown) {
    await rollBack(connection)
    throw thrown
  }
}

async function rollBack(connection: Connection): Promise<void> {
  try {
    await connection.run('ROLLBACK')
  } catch (thrown) {
    // A commit that failed has ended the transaction already.
    if (!(thrown instanceof Error && thrown.message.includes('no transaction is active')))
      throw new StuckTransactionError()
  }
}
