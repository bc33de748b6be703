/** Whether the sink could work, tried for real and without leaving an object: for `hushlog doctor`. */
import type { S3SinkConfig } from '../../config/config.js'
import { EVENTS } from '../objects/layout.js'
import { connectS3 } from './client.js'
import { toS3Error } from './failure.js'

/** Milliseconds. */
const LIMIT = 20_000

/** @throws BucketError with what to do about it. */
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
    // An upload that is begun and given up needs the right to write and never becomes an object.
    const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand({ Bucket, Key }), options)
    await client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId }), options)
  } catch (thrown) {
    throw toS3Error(thrown)
  } finally {
    client.destroy()
  }
}
