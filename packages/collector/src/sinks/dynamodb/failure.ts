/** Errors of DynamoDB by name only: its messages repeat keys and values. */
import type { SinkFailure } from '../sink.js'

export class DynamoDbError extends Error {
  override readonly name = 'DynamoDbError'
  constructor(readonly code: string) {
    const meaning = meanings[code]
    super(`DynamoDB failed: ${code}${meaning === undefined ? '' : `, ${meaning}`}`)
  }
}

/** Of our own codes, and of those that a first run meets. */
const meanings: Readonly<Record<string, string>> = {
  CLOSED: 'the sink is not open',
  WRONG_KEY: 'the table has another key than interaction_id, a string',
  WRONG_INDEX: 'an index of ours is there with another key',
  WRONG_TIME_TO_LIVE: 'the time to live of the table is by another attribute',
  MISSING_INDEX: 'the table lacks an index to erase by: hushlog setup dynamodb adds it',
  STILL_BEING_MADE: 'it goes on without us: run hushlog setup dynamodb again later',
  ResourceNotFoundException: 'there is no such table: hushlog setup dynamodb makes it',
  CredentialsProviderError: 'no credentials were found',
}

const CODE = /^[A-Za-z0-9_]{1,60}$/

export function withoutMessage(thrown: unknown): DynamoDbError {
  if (thrown instanceof DynamoDbError) return thrown
  return new DynamoDbError(nameOf(thrown))
}

/** The code of the operating system says more than the name of the error around it. */
function nameOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'UNKNOWN'
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.name
  return CODE.test(code) ? code : 'UNKNOWN'
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const THROTTLED = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
])

/** Of a request that failed as a whole: why, when the records are worth another try. */
export function retryable(thrown: unknown): SinkFailure | undefined {
  if (!(thrown instanceof Error)) return undefined
  if (THROTTLED.has(thrown.name)) return 'throttled'
  const status = statusOf(thrown)
  // No status: no answer came.
  return status === undefined || status >= 500 ? 'unavailable' : undefined
}

/** Something of the request is wrong, perhaps one item. */
export const isInvalid = (thrown: unknown): thrown is Error =>
  thrown instanceof Error && thrown.name === 'ValidationException'

/** Read, never told: `Item size has exceeded the maximum allowed size`. */
export const isTooLarge = (invalid: Error): boolean => /size .*exceeded/i.test(invalid.message)

function statusOf(thrown: Error): number | undefined {
  const metadata: unknown = '$metadata' in thrown ? thrown.$metadata : undefined
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined
}
