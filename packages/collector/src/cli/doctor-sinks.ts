/** Checks for `hushlog doctor` whether each sink could write to its store. */
import type { SinkConfig } from '../config/config.js'

/** Holds what one check of `hushlog doctor` found. */
export interface CheckResult {
  readonly ok: boolean
  /** Says in a line what was found. */
  readonly what: string
}

/**
 * @returns undefined for a sink whose store has nothing to check
 * @throws Error with what keeps the sink from working
 */
async function checkStore(config: SinkConfig): Promise<string | undefined> {
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
    default:
      return undefined
  }
}

export async function checkSinks(configs: readonly SinkConfig[]): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = []
  for (const config of configs) {
    try {
      const what = await checkStore(config)
      if (what !== undefined) results.push({ ok: true, what: `sink ${config.name}: ${what}` })
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : 'failed'
      results.push({ ok: false, what: `sink ${config.name}: ${reason}` })
    }
  }
  return results
}
