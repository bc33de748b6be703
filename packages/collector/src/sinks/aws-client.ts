/** Holds what the clients of DynamoDB and S3 share. */
import { SECOND } from '@hushlog/base'
import type { AwsConfig } from '../config/config.js'
import { isSafeCode, safeCode } from './sink-error.js'

/** Connecting may take this long, in milliseconds. A service that can be reached answers far sooner. */
export const CONNECT_LIMIT = 5 * SECOND

/** Returns where a client connects to, and as whom. Without keys the SDK looks for them in its own places. */
export function awsClientOptions({
  region,
  endpoint,
  accessKeyId,
  secretAccessKey,
  sessionToken,
}: AwsConfig) {
  const hasKeys = accessKeyId !== undefined && secretAccessKey !== undefined
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(hasKeys && {
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    }),
  }
}

/** The SDK gives these names, which say nothing, to responses without a body. */
const UNNAMED = new Set(['Error', 'Unknown', 'UnknownError'])

/** Returns the status of the answer that an error was made from; undefined when no answer came. */
export function httpStatus(thrown: unknown): number | undefined {
  const metadata = thrown instanceof Error && '$metadata' in thrown ? thrown.$metadata : undefined
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined
}

/**
 * Returns the code of the operating system, else the name that the service gives the problem, else the
 * status.
 */
export function awsErrorCode(thrown: unknown): string {
  const code = safeCode(thrown)
  if (code !== undefined) return code
  if (thrown instanceof Error && isSafeCode(thrown.name) && !UNNAMED.has(thrown.name)) return thrown.name
  const status = httpStatus(thrown)
  return status === undefined ? 'UNKNOWN' : `HTTP_${status}`
}
