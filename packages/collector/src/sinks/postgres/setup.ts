/** `hushlog setup postgres`: creates or completes schema, tables, indices and the view; never removes anything. */
import { connectWriter, type Place } from './connect.js'
import { evolve, missingStatements } from './evolve.js'
import { withoutValues } from './failure.js'

/** @returns the statements that were missing; with `dryRun` nothing was done. */
export async function setUpPostgres(
  place: Place,
  dryRun: boolean,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    const { client, close } = await connectWriter(place, signal)
    try {
      if (!dryRun) return await evolve(client, place.schema)
      return await missingStatements(client, place.schema)
    } finally {
      await close()
    }
  } catch (thrown) {
    signal.throwIfAborted()
    throw withoutValues(thrown)
  }
}
