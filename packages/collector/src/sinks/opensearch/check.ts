/** For `hushlog doctor`: whether the node answers this user, and has what the sink puts when it opens. Changes nothing. */
import { type ConnectionOptions, connect } from './connection.js'
import { withoutReason } from './failure.js'
import { prepare } from './prepare.js'

/** Milliseconds. */
const LIMIT = 15_000

/** @throws OpenSearchError */
export async function checkOpenSearch(
  options: ConnectionOptions & { readonly indexPrefix: string; readonly retentionDays: number },
): Promise<string> {
  try {
    const connection = await connect(options)
    try {
      const signal = AbortSignal.timeout(LIMIT)
      const steps = await prepare(connection, { ...options, dryRun: true }, signal)
      const absent = steps.filter(({ outcome }) => outcome === 'absent').map(({ what }) => what)
      return absent.length === 0
        ? 'the node answers and has its index templates'
        : `the node answers; to be put when the sink opens: ${absent.join(', ')}`
    } finally {
      connection.close()
    }
  } catch (thrown) {
    throw withoutReason(thrown)
  }
}
