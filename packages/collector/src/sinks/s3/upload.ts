/**
 * Uploads one object: in one request while it is small, else in parts, one after the other, so that one part is in
 * memory. It appears when all of it is there. Parts of an upload that failed are removed: at once, or, when the
 * process ended in between, when the same object is uploaded again.
 */
import type { CompletedPart } from '@aws-sdk/client-s3'
import type { ObjectBody } from '../objects/place.js'
import type { S3Access } from './client.js'

/** Bytes; S3 asks for 5 MiB at least, and takes 10,000 parts. */
export const PART = 8 * 1024 * 1024
/** Milliseconds to remove the parts of an upload that was aborted. */
const ABORT_LIMIT = 5_000

export interface UploadTarget {
  readonly Bucket: string
  readonly Key: string
  readonly ContentType: string
  readonly ServerSideEncryption?: 'AES256' | 'aws:kms'
  readonly SSEKMSKeyId?: string
}

/** Resolves to the version that the bucket gave it, if it gives any. */
export async function upload(
  { sdk, client }: S3Access,
  target: UploadTarget,
  body: ObjectBody,
  signal: AbortSignal,
): Promise<string | undefined> {
  const parts = inParts(body)
  const first = (await parts.next()).value ?? Buffer.alloc(0)
  const second = (await parts.next()).value
  if (second === undefined) {
    const put = new sdk.PutObjectCommand({ ...target, Body: first })
    return (await client.send(put, { abortSignal: signal })).VersionId
  }
  await removeLeftParts({ sdk, client }, target, signal)
  const created = await client.send(
    new sdk.CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: 'CRC32' }),
    { abortSignal: signal },
  )
  const at = { Bucket: target.Bucket, Key: target.Key, UploadId: created.UploadId }
  const done: CompletedPart[] = []
  async function send(bytes: Buffer): Promise<void> {
    const PartNumber = done.length + 1
    const part = new sdk.UploadPartCommand({ ...at, PartNumber, Body: bytes, ChecksumAlgorithm: 'CRC32' })
    const { ETag, ChecksumCRC32 } = await client.send(part, { abortSignal: signal })
    done.push({ PartNumber, ETag, ChecksumCRC32 })
  }
  try {
    await send(first)
    await send(second)
    for await (const bytes of parts) await send(bytes)
    const complete = new sdk.CompleteMultipartUploadCommand({ ...at, MultipartUpload: { Parts: done } })
    return (await client.send(complete, { abortSignal: signal })).VersionId
  } catch (thrown) {
    // Its own failure changes nothing: the parts are then removed by the next upload, or by the bucket's lifecycle.
    await Promise.allSettled([
      client.send(new sdk.AbortMultipartUploadCommand(at), { abortSignal: AbortSignal.timeout(ABORT_LIMIT) }),
    ])
    throw thrown
  }
}

/** Asked for by the whole key, since not every server lists by the beginning of one. */
async function removeLeftParts(
  { sdk, client }: S3Access,
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

/** Pieces of exactly `PART` bytes; only the last is shorter. */
async function* inParts(body: ObjectBody): AsyncGenerator<Buffer, undefined> {
  let chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.length
    if (size < PART) continue
    let whole = Buffer.concat(chunks, size)
    for (; whole.length >= PART; whole = whole.subarray(PART)) yield whole.subarray(0, PART)
    chunks = [whole]
    size = whole.length
  }
  if (size > 0) yield Buffer.concat(chunks, size)
  return undefined
}
