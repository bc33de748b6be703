import type { SetupRun } from '../setup-run.js'
import { withReducedErrors } from '../sink-error.js'
import { connectWriter, type DatabaseOptions } from './connect.js'
import { evolve, missingStatements } from './evolve.js'
import { toPostgresError } from './failure.js'

/**
 * `hushlog setup postgres` creates or completes the schema, tables, indices and view, and never removes
 * anything. It reports each statement, so that a dry run prints what a database administrator may run
 * instead.
 */
export const setUpPostgres = (
  options: DatabaseOptions,
  { dryRun, signal, report }: SetupRun,
): Promise<void> =>
  withReducedErrors(signal, toPostgresError, async () => {
    const { client, close } = await connectWriter(options, signal)
    try {
      const statements = await (dryRun ? missingStatements : evolve)(client, options.schema)
      for (const what of statements) report({ state: dryRun ? 'missing' : 'made', what })
      if (statements.length === 0)
        report({ state: 'there', what: `tables and view of this version in schema ${options.schema}` })
    } finally {
      await close()
    }
  })
