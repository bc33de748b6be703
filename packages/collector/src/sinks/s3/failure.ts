/** Errors of the S3 sink: the name that the service gives the problem, never its message, a key or a value. */

/** What to do about a problem that only the operator can end. By the name of the problem. */
const advice: ReadonlyMap<string, string> = new Map([
  ['NoSuchBucket', 'the bucket does not exist: create it, or correct bucket, region or endpoint'],
  ['AccessDenied', 'the credentials may not do this: give them the policy deploy/s3/iam-policy.json'],
  ['AllAccessDisabled', 'the bucket is closed to everyone: look at the account'],
  ['InvalidAccessKeyId', 'the access key is unknown there: correct access_key_id or endpoint'],
  ['SignatureDoesNotMatch', 'the secret key is not that of the access key: correct secret_access_key'],
  ['ExpiredToken', 'the session token has expired: renew it'],
  ['InvalidToken', 'the session token is not one of that service: correct session_token'],
  [
    'CredentialsProviderError',
    'no credentials were found: set access_key_id and secret_access_key, AWS_* variables, or a role',
  ],
  ['PermanentRedirect', 'the bucket is in another region: correct region'],
  ['AuthorizationHeaderMalformed', 'the bucket is in another region: correct region'],
  ['RequestTimeTooSkewed', 'the clock of this machine is wrong: correct it'],
  ['ECONNREFUSED', 'nothing listens there: correct endpoint, or start the service'],
  ['ENOTFOUND', 'there is no host of that name: correct endpoint or region'],
  ['TimeoutError', 'the service does not answer: look at the network and at endpoint'],
])

export class BucketError extends Error {
  override readonly name = 'BucketError'
  constructor(readonly code: string) {
    super(`S3: ${code}${advice.has(code) ? `; ${advice.get(code)}` : ''}`)
  }
}

const CODE = /^[A-Za-z][A-Za-z0-9_.]{0,59}$/

/** The name of a problem that an AWS client or the network reported. */
export function codeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'Unknown'
  const system = 'code' in thrown ? thrown.code : undefined
  if (typeof system === 'string' && CODE.test(system)) return system
  // A service that answers without a body says only its status.
  const isNamed = CODE.test(thrown.name) && !['Error', 'UnknownError', 'Unknown'].includes(thrown.name)
  if (isNamed) return thrown.name
  const metadata = '$metadata' in thrown ? thrown.$metadata : undefined
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined
  return typeof status === 'number' ? `HTTP_${status}` : 'Unknown'
}

export function toS3Error(thrown: unknown): Error {
  return thrown instanceof BucketError ? thrown : new BucketError(codeOf(thrown))
}
