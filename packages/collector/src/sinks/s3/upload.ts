/**
 * Uploads one object: in one request while it is small, else in parts. It appears when all of it is there.
 * The parts of a failed upload are removed at once or, when the process ended in between, by the next upload
 * of the same object.
 */
import { Readable } from 'node:stream'
import type { PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3'
import type { ObjectBody } from '../objects/object-store.js'
import type { S3Connection } from './client.js'

/**
 * A part has this many bytes, which bounds the memory of an upload. S3 asks for 5 MiB at least and takes
 * 10,000 parts: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
 */
const PART_SIZE = 8 * 1024 * 1024
/** Removing the parts of a failed upload may take this many milliseconds. */
const CLEANUP_LIMIT = 5_000

export type UploadTarget = Pick<
  PutObjectCommandInput,
  'Bucket' | 'Key' | 'ContentType' | 'ServerSideEncryption' | 'SSEKMSKeyId'
>

/** @returns the id of the new version, when the bucket keeps versions. */
export async function upload(
  connection: S3Connection,
  target: UploadTarget,
  body: ObjectBody,
  signal: AbortSignal,
): Promise<string | undefined> {
  const upload = new connection.Upload({
    client: abortable(connection, target, signal),
    params: { ...target, Body: Readable.from(body) },
    partSize: PART_SIZE,
    queueSize: 1,
  })
  return (await upload.done()).VersionId
}

/**
 * Makes the client that an upload uses. `Upload` by itself ends its promise on an abort and lets its requests
 * run; here the signal ends the request under way, and the upload fails only after its parts are removed.
 */
function abortable({ sdk, client }: S3Connection, target: UploadTarget, signal: AbortSignal): S3Client {
  async function send(command: Parameters<S3Client['send']>[0]): Promise<unknown> {
    if (command instanceof sdk.AbortMultipartUploadCommand) {
      // Its own failure changes nothing: the next upload removes the parts, or the lifecycle of the bucket
      // does.
      const cleanup = client.send(command, { abortSignal: AbortSignal.timeout(CLEANUP_LIMIT) })
      return Promise.allSettled([cleanup])
    }
    if (command instanceof sdk.CreateMultipartUploadCommand)
      await removeLeftParts({ sdk, client }, target, signal)
    return client.send(command, { abortSignal: signal })
  }
  return Object.create(client, { send: { value: send } })
}

/** Lists by the whole key, since MinIO does not list uploads by the beginning of one. */
async function removeLeftParts(
  { sdk, client }: Pick<S3Connection, 'sdk' | 'client'>,
  { Bucket, Key }: UploadTarget,
  signal: AbortSignal,
): Promise<void> {
  const list = new sdk.ListMultipartUploadsCommand({ Bucket, Prefix: Key })
  const { Uploads = [] } = await client.send(list, { abortSignal: signal })
  for (const { Key: key, UploadId } of Uploads)
    if (key === Key)
      await client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId }), {
        abortSignal: signal,
      })
}
