/** `hushlog setup <sink>`: makes what a sink needs in its store, once; again it finds all of it there. */
import type { SinkConfig } from '../config/config.js'
import type { SetupRun } from './setup-run.js'

/** What a sink has instead of a setup is said by `reason`, and is no failure. */
export type Setup = { readonly run: (run: SetupRun) => Promise<void> } | { readonly reason: string }

/** Loads the client of that sink only. A sink with something to set up adds its case. */
export async function findSetup(config: SinkConfig): Promise<Setup> {
  switch (config.type) {
    case 'dynamodb': {
      const { setUpDynamoDb } = await import('./dynamodb/setup.js')
      return { run: (run) => setUpDynamoDb(config, run) }
    }
    case 'opensearch': {
      const { setUpOpenSearch } = await import('./opensearch/setup.js')
      return { run: (run) => setUpOpenSearch(config, run) }
    }
    case 'postgres': {
      const { setUpPostgres } = await import('./postgres/setup.js')
      return { run: (run) => setUpPostgres(config, run) }
    }
    case 's3': {
      const { setUpS3 } = await import('./s3/setup.js')
      return { run: (run) => setUpS3(config, run) }
    }
    default:
      return { reason: `a sink of type ${config.type} makes what it needs by itself` }
  }
}
