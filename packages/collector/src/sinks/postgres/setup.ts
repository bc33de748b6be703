/** `hushlog setup postgres`: creates or completes schema, tables, indices and the view; never removes anything. */
import type { SetupRun } from '../setup-run.js'
import { connectWriter, type Place } from './connect.js'
import { evolve, missingStatements } from './evolve.js'
import { withoutValues } from './failure.js'

/** Says each statement, so that a dry run prints what a database administrator may run instead. */
export async function setUpPostgres(place: Place, { dryRun, signal, say }: SetupRun): Promise<void> {
  try {
    const { client, close } = await connectWriter(place, signal)
    try {
      const statements = await (dryRun ? missingStatements : evolve)(client, place.schema)
      for (const what of statements) say({ state: dryRun ? 'missing' : 'made', what })
      if (statements.length === 0)
        say({ state: 'there', what: `tables and view of this version in schema ${place.schema}` })
    } finally {
      await close()
    }
  } catch (thrown) {
    signal.throwIfAborted()
    throw withoutValues(thrown)
  }
}
