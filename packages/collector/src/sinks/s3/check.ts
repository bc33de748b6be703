/** Tries out for `hushlog doctor` whether the sink could work, and leaves no object behind. */
import type { S3SinkConfig } from '../../config/config.js'
import { EVENTS } from '../objects/layout.js'
import { connectS3 } from './client.js'
import { toBucketError } from './failure.js'

/** All requests together may take this many milliseconds. */
const LIMIT = 20_000

/** @throws BucketError that says what to do */
export async function checkS3({
  aws,
  bucket: Bucket,
  prefix,
}: Pick<S3SinkConfig, 'aws' | 'bucket' | 'prefix'>): Promise<void> {
  const { sdk, client } = await connectS3(aws)
  const options = { abortSignal: AbortSignal.timeout(LIMIT) }
  const Prefix = `${prefix === '' ? '' : `${prefix}/`}${EVENTS}`
  const Key = `${Prefix}.hushlog-doctor`
  try {
    await client.send(new sdk.ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }), options)
    // A multipart upload that is aborted needs the right to write and never becomes an object.
    const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand({ Bucket, Key }), options)
    await client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId }), options)
  } catch (thrown) {
    throw toBucketError(thrown)
  } finally {
    client.destroy()
  }
}
