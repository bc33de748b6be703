import { SECOND } from '@hushlog/base'
import { withReducedErrors } from '../sink-error.js'
import { type ConnectionOptions, withConnection } from './connection.js'
import { toOpenSearchError } from './failure.js'
import { prepare } from './prepare.js'

/** All requests together may take this many milliseconds. */
const LIMIT = 15 * SECOND

/**
 * Finds out for `hushlog doctor` whether the node answers this user and has what the sink puts when it opens.
 * It changes nothing.
 *
 * @throws OpenSearchError
 */
export function checkOpenSearch(
  options: ConnectionOptions & { readonly indexPrefix: string; readonly retentionDays: number },
): Promise<string> {
  const signal = AbortSignal.timeout(LIMIT)
  return withReducedErrors(signal, toOpenSearchError, () =>
    withConnection(options, async (connection) => {
      const steps = await prepare(connection, { ...options, dryRun: true }, signal)
      const absent = steps.filter(({ outcome }) => outcome === 'absent').map(({ what }) => what)
      return absent.length === 0
        ? 'the node answers and has its index templates'
        : `the node answers; to be put when the sink opens: ${absent.join(', ')}`
    }),
  )
}
