/**
 * Checks for `hushlog doctor` whether each sink could write to its store. A running collector has the embedded store to
 * itself, and knows best how its sinks fare.
 */
import { isObject } from '@hushlog/base'
import type { CollectorConfig, SinkConfig } from '../config/config.js'
import type { RunningState } from './doctor-running.js'

/** Holds what one check of `hushlog doctor` found. */
export interface CheckResult {
  readonly ok: boolean
  /** Says in a line what was found. */
  readonly what: string
}

/** @throws Error with what keeps the sink from working */
async function checkStore(config: SinkConfig, dataDir: string, isRunning: boolean): Promise<string> {
  switch (config.type) {
    case 's3': {
      const { checkS3 } = await import('../sinks/s3/check.js')
      await checkS3(config)
      return `bucket ${config.bucket} can be written and listed`
    }
    case 'opensearch': {
      const { checkOpenSearch } = await import('../sinks/opensearch/check.js')
      return checkOpenSearch(config)
    }
    case 'dynamodb': {
      const { checkDynamoDb } = await import('../sinks/dynamodb/check.js')
      return checkDynamoDb(config)
    }
    case 'postgres': {
      const { checkPostgres } = await import('../sinks/postgres/check.js')
      return checkPostgres(config)
    }
    case 'file': {
      const { checkFolder } = await import('../sinks/file/check.js')
      return checkFolder(config.path)
    }
    case 'embedded': {
      if (!config.enabled) return 'it is disabled'
      if (isRunning) return 'the running collector has it open'
      const { checkEmbedded } = await import('../sinks/embedded/check.js')
      return checkEmbedded(dataDir)
    }
  }
}

const checkOne = async (config: SinkConfig, dataDir: string, isRunning: boolean): Promise<CheckResult> => {
  try {
    const what = await checkStore(config, dataDir, isRunning)
    return { ok: true, what: `sink ${config.name}: ${what}` }
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : 'failed'
    return { ok: false, what: `sink ${config.name}: ${reason}` }
  }
}

/** Puts into words how a sink of the running collector fares. */
export function describeSink(sink: Readonly<Record<string, unknown>>): CheckResult {
  const { name, state, lag_records: lag, failing_since: since, last_error: error } = sink
  const code = isObject(error) && since !== null ? `, failing with ${String(error.code)}` : ''
  return {
    ok: state === 'running' || state === 'detached',
    what: `sink ${String(name)} of the running collector: ${String(state)}${code}, ${String(lag)} records behind`,
  }
}

export async function checkSinks(
  { sinks, dataDir }: CollectorConfig,
  running: RunningState | undefined,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = []
  for (const config of sinks) results.push(await checkOne(config, dataDir, running !== undefined))
  return [...results, ...(running?.sinks ?? []).map(describeSink)]
}
