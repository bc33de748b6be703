/** `hushlog setup <sink>`: makes what a sink needs in its store, once; again it finds all of it there. */
import type { SinkConfig } from '../config/config.js'

export interface SetupStep {
  /** `made`: it was missing. `there`: nothing to do. `missing`: a dry run would make it. */
  readonly state: 'made' | 'there' | 'missing'
  /** Such as `table interactions, on-demand billing`. */
  readonly what: string
}

export interface SetupRun {
  /** Looks and changes nothing. */
  readonly dryRun: boolean
  readonly signal: AbortSignal
  say(step: SetupStep): void
}

/** What a sink has instead of a setup is said by `reason`, and is no failure. */
export type Setup = { readonly run: (run: SetupRun) => Promise<void> } | { readonly reason: string }

/** Loads the client of that sink only. A sink with something to set up adds its case. */
export async function findSetup(config: SinkConfig): Promise<Setup> {
  switch (config.type) {
    case 'dynamodb': {
      const { setUpDynamoDb } = await import('./dynamodb/setup.js')
      return { run: (run) => setUpDynamoDb(config, run) }
    }
    default:
      return { reason: `a sink of type ${config.type} makes what it needs by itself` }
  }
}
