/**
 * Reduces errors of the S3 sink to the name that the service gives the problem, without its message, a key or
 * a value.
 */
import { awsErrorCode } from '../aws-client.js'
import { reduceErrors, SinkError } from '../sink-error.js'

/**
 * Says what an operator can do, by the codes of
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html and of Node's network.
 */
const advice: Readonly<Record<string, string>> = {
  NoSuchBucket: 'the bucket does not exist: create it, or correct bucket, region or endpoint',
  AccessDenied: 'the credentials may not do this: give them the policy deploy/s3/iam-policy.json',
  AllAccessDisabled: 'the bucket is closed to everyone: look at the account',
  InvalidAccessKeyId: 'the access key is unknown there: correct access_key_id or endpoint',
  SignatureDoesNotMatch: 'the secret key is not that of the access key: correct secret_access_key',
  ExpiredToken: 'the session token has expired: renew it',
  InvalidToken: 'the session token is not one of that service: correct session_token',
  CredentialsProviderError:
    'no credentials were found: set access_key_id and secret_access_key, AWS_* variables, or a role',
  PermanentRedirect: 'the bucket is in another region: correct region',
  AuthorizationHeaderMalformed: 'the bucket is in another region: correct region',
  RequestTimeTooSkewed: 'the clock of this machine is wrong: correct it',
  ECONNREFUSED: 'nothing listens there: correct endpoint, or start the service',
  ENOTFOUND: 'there is no host of that name: correct endpoint or region',
  TimeoutError: 'the service does not answer: look at the network and at endpoint',
}

export class BucketError extends SinkError {
  override readonly name = 'BucketError'
  constructor(code: string) {
    super('S3', code, advice)
  }
}

export const toBucketError = reduceErrors(BucketError, awsErrorCode)
