/** `hushlog setup opensearch`: index templates and the retention policy, ahead of the collector and with an admin's rights. */
import type { SetupRun, SetupStep } from '../setup-run.js'
import { type ConnectionOptions, connect } from './connection.js'
import { withoutReason } from './failure.js'
import { prepare, type Step } from './prepare.js'

export interface OpenSearchSetup extends ConnectionOptions {
  readonly indexPrefix: string
  readonly retentionDays: number
}

export async function setUpOpenSearch(options: OpenSearchSetup, run: SetupRun): Promise<void> {
  const { dryRun, signal } = run
  try {
    const connection = await connect(options)
    try {
      for (const step of await prepare(connection, { ...options, dryRun }, signal)) run.report(toSaid(step))
    } finally {
      connection.close()
    }
  } catch (thrown) {
    signal.throwIfAborted()
    throw withoutReason(thrown)
  }
}

function toSaid({ what, outcome }: Step): SetupStep {
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
