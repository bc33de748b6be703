/**
 * `hushlog setup opensearch` puts index templates and the retention policy before the collector runs, as an
 * administrator.
 */
import type { SetupRun, SetupStep } from '../setup-run.js'
import { withReducedErrors } from '../sink-error.js'
import { type ConnectionOptions, withConnection } from './connection.js'
import { toOpenSearchError } from './failure.js'
import { type PrepareStep, prepare } from './prepare.js'

export interface OpenSearchSetup extends ConnectionOptions {
  readonly indexPrefix: string
  readonly retentionDays: number
}

export const setUpOpenSearch = (
  options: OpenSearchSetup,
  { dryRun, signal, report }: SetupRun,
): Promise<void> =>
  withReducedErrors(signal, toOpenSearchError, () =>
    withConnection(options, async (connection) => {
      for (const step of await prepare(connection, { ...options, dryRun }, signal)) report(toSetupStep(step))
    }),
  )

function toSetupStep({ what, outcome }: PrepareStep): SetupStep {
  switch (outcome) {
    case 'created':
      return { state: 'made', what }
    case 'updated':
      return { state: 'made', what: `${what}, of this version now` }
    case 'unchanged':
      return { state: 'there', what }
    case 'absent':
      return { state: 'missing', what }
    case 'unavailable':
      return {
        state: 'missing',
        what: `${what}: the cluster has no Index State Management; delete old indices by other means`,
      }
    case 'refused':
      return { state: 'missing', what: `${what}: the cluster refused it; events are stored without it` }
  }
}
