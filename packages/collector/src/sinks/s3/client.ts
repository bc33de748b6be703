/** The AWS SDK, loaded when it is first needed: a collector without this sink does not have it in memory. */
import type { S3Client } from '@aws-sdk/client-s3'
import type { AwsConfig } from '../../config/config.js'

export type Sdk = typeof import('@aws-sdk/client-s3')

export interface S3Access {
  readonly sdk: Sdk
  readonly client: S3Client
  readonly Upload: typeof import('@aws-sdk/lib-storage').Upload
}

/** Milliseconds. A part of 8 MiB takes 70 s on a line of 1 Mbit/s, during which bytes flow. */
const CONNECT_LIMIT = 5_000
const SILENCE_LIMIT = 30_000

export async function connectS3(aws: AwsConfig): Promise<S3Access> {
  const sdk = await import('@aws-sdk/client-s3')
  const { Upload } = await import('@aws-sdk/lib-storage')
  const { accessKeyId, secretAccessKey, sessionToken } = aws
  const client = new sdk.S3Client({
    region: aws.region,
    ...(aws.endpoint === undefined ? {} : { endpoint: aws.endpoint, forcePathStyle: true }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : {
          credentials: {
            accessKeyId,
            secretAccessKey,
            ...(sessionToken === undefined ? {} : { sessionToken }),
          },
        }),
    // Once more for a connection that broke. Everything else is for fan-out, which knows how long to wait.
    maxAttempts: 2,
    requestChecksumCalculation: 'WHEN_SUPPORTED',
    responseChecksumValidation: 'WHEN_SUPPORTED',
    requestHandler: { connectionTimeout: CONNECT_LIMIT, socketTimeout: SILENCE_LIMIT },
  })
  return { sdk, client, Upload }
}
