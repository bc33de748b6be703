/** Loads the AWS SDK when it is first needed: a collector without this sink does not have it in memory. */
import type { S3Client } from '@aws-sdk/client-s3'
import { SECOND } from '@hushlog/base'
import type { AwsConfig } from '../../config/config.js'
import { awsClientOptions, CONNECT_LIMIT } from '../aws-client.js'

export interface S3Connection {
  readonly sdk: typeof import('@aws-sdk/client-s3')
  readonly client: S3Client
  readonly Upload: typeof import('@aws-sdk/lib-storage').Upload
}

/**
 * A connection may be silent for this many milliseconds. A part of 8 MiB takes 70 s at 1 Mbit/s, but bytes
 * flow.
 */
const SILENCE_LIMIT = 30 * SECOND

export async function connectS3(aws: AwsConfig): Promise<S3Connection> {
  const sdk = await import('@aws-sdk/client-s3')
  const { Upload } = await import('@aws-sdk/lib-storage')
  const client = new sdk.S3Client({
    ...awsClientOptions(aws),
    // Servers of other providers need not have a host name per bucket.
    forcePathStyle: aws.endpoint !== undefined,
    // The second attempt is for a connection that broke. Delivery repeats everything else, after a back-off.
    maxAttempts: 2,
    requestChecksumCalculation: 'WHEN_SUPPORTED',
    responseChecksumValidation: 'WHEN_SUPPORTED',
    requestHandler: { connectionTimeout: CONNECT_LIMIT, socketTimeout: SILENCE_LIMIT },
  })
  return { sdk, client, Upload }
}
