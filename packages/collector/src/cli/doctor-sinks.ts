/** The part of `hushlog doctor` about sinks: whether each could write where it is told to. */
import type { SinkConfig } from '../config/config.js'

export interface SinkFinding {
  readonly ok: boolean
  readonly what: string
}

/** @throws what keeps the sink from working. Undefined for a sink that `serve` opens by itself. */
async function tryOut(config: SinkConfig): Promise<string | undefined> {
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

export async function checkSinks(configs: readonly SinkConfig[]): Promise<readonly SinkFinding[]> {
  const findings: SinkFinding[] = []
  for (const config of configs) {
    try {
      const what = await tryOut(config)
      if (what !== undefined) findings.push({ ok: true, what: `sink ${config.name}: ${what}` })
    } catch (thrown) {
      const why = thrown instanceof Error ? thrown.message : 'failed'
      findings.push({ ok: false, what: `sink ${config.name}: ${why}` })
    }
  }
  return findings
}
