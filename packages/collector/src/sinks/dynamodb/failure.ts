/** Errors of DynamoDB by name only, since its messages repeat keys and values. */
import { awsErrorCode, httpStatus } from '../aws-client.js'
import type { SinkFailure } from '../sink.js'
import { reduceErrors, SinkError } from '../sink-error.js'

/** Explains the codes of this sink, and those of AWS that a first run meets. */
const advice: Readonly<Record<string, string>> = {
  CLOSED: 'the sink is not open',
  WRONG_KEY: 'the table has another key than interaction_id, a string',
  WRONG_INDEX: 'an index of this name is there with another key',
  WRONG_TIME_TO_LIVE: 'the time to live of the table uses another attribute',
  MISSING_INDEX: 'the table lacks an index to erase by: hushlog setup dynamodb adds it',
  STILL_BEING_MADE: 'AWS goes on creating it: run hushlog setup dynamodb again later',
  ResourceNotFoundException: 'there is no such table: hushlog setup dynamodb makes it',
  CredentialsProviderError: 'no credentials were found',
}

export class DynamoDbError extends SinkError {
  override readonly name = 'DynamoDbError'
  constructor(code: string) {
    super('DynamoDB', code, advice)
  }
}

export const toDynamoDbError = reduceErrors(DynamoDbError, awsErrorCode)

/**
 * Lists failures by error name:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
const failures: Readonly<Record<string, SinkFailure>> = {
  ProvisionedThroughputExceededException: 'throttled',
  RequestLimitExceeded: 'throttled',
  ThrottlingException: 'throttled',
  Throttling: 'throttled',
  TooManyRequestsException: 'throttled',
}

/** Returns why a request failed as a whole; undefined when another attempt cannot succeed. */
export function failureOf(thrown: unknown): SinkFailure | undefined {
  if (!(thrown instanceof Error)) return undefined
  const status = httpStatus(thrown)
  // Without a status no answer came.
  return failures[thrown.name] ?? (status === undefined || status >= 500 ? 'unavailable' : undefined)
}

/** Returns whether something about the request is wrong, perhaps one of its items. */
export const isInvalid = (thrown: unknown): thrown is Error =>
  thrown instanceof Error && thrown.name === 'ValidationException'

/**
 * Returns whether an item is too large. Only the message says so: `Item size has exceeded the maximum allowed
 * size`.
 */
export const isTooLarge = (invalid: Error): boolean => /size .*exceeded/i.test(invalid.message)
