/** `hushlog setup <sink>` creates what a sink needs in its store, and finds it there when it runs again. */
import type { SinkConfig } from '../config/config.js'
import type { SetupRun } from './setup-run.js'

/**
 * @returns undefined for a sink that creates what it needs by itself. Only the client of that sink is loaded.
 */
export async function findSetup(config: SinkConfig): Promise<((run: SetupRun) => Promise<void>) | undefined> {
  switch (config.type) {
    case 'dynamodb': {
      const { setUpDynamoDb } = await import('./dynamodb/setup.js')
      return (run) => setUpDynamoDb(config, run)
    }
    case 'opensearch': {
      const { setUpOpenSearch } = await import('./opensearch/setup.js')
      return (run) => setUpOpenSearch(config, run)
    }
    case 'postgres': {
      const { setUpPostgres } = await import('./postgres/setup.js')
      return (run) => setUpPostgres(config, run)
    }
    case 's3': {
      const { setUpS3 } = await import('./s3/setup.js')
      return (run) => setUpS3(config, run)
    }
    default:
      return undefined
  }
}
