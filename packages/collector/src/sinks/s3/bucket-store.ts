/** Keeps objects in a bucket, below a prefix if one is configured. */
import { Readable } from 'node:stream'
import type { S3SinkConfig } from '../../config/config.js'
import { awsErrorCode } from '../aws-client.js'
import type { ObjectBody, ObjectStore, ObjectVersion } from '../objects/object-store.js'
import { connectS3, type S3Connection } from './client.js'
import { BucketError } from './failure.js'
import { type UploadTarget, upload } from './upload.js'

export type BucketOptions = Pick<S3SinkConfig, 'aws' | 'bucket' | 'prefix' | 'encryption' | 'kmsKeyId'>

const contentTypes: readonly (readonly [string, string])[] = [
  ['.gz', 'application/gzip'],
  ['.parquet', 'application/vnd.apache.parquet'],
  ['.json', 'application/json'],
  ['.jsonl', 'application/x-ndjson'],
  ['.csv', 'text/csv'],
]

const contentType = (key: string): string =>
  contentTypes.find(([extension]) => key.endsWith(extension))?.[1] ?? 'application/octet-stream'

/**
 * The id of versions from before versioning was enabled, and of new ones while it is suspended:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VersioningWorkflows.html
 */
const NULL_VERSION = 'null'

/**
 * @param probe prefix that `open` lists to find out whether it may; without it the first request finds out
 */
export function createBucketStore(options: BucketOptions, probe?: string): ObjectStore {
  const { bucket: Bucket, prefix, encryption, kmsKeyId } = options
  const root = prefix === '' ? '' : `${prefix}/`
  let connection: S3Connection | undefined

  function connected(): S3Connection {
    if (connection === undefined) throw new BucketError('CLOSED')
    return connection
  }

  const uploadObject = (key: string, body: ObjectBody, signal: AbortSignal): Promise<string | undefined> => {
    const target: UploadTarget = {
      Bucket,
      Key: root + key,
      ContentType: contentType(key),
      ...(encryption === undefined ? {} : { ServerSideEncryption: encryption }),
      ...(kmsKeyId === undefined ? {} : { SSEKMSKeyId: kmsKeyId }),
    }
    return upload(connected(), target, body, signal)
  }

  /** Finds out whether old versions of what is rewritten or deleted could still be read. */
  async function keepsVersions(signal: AbortSignal): Promise<boolean> {
    const { sdk, client } = connected()
    try {
      const { Status } = await client.send(new sdk.GetBucketVersioningCommand({ Bucket }), {
        abortSignal: signal,
      })
      return Status !== undefined
    } catch (thrown) {
      // Servers that keep no versions need not implement the request.
      if (['NotImplemented', 'MethodNotAllowed', 'HTTP_501'].includes(awsErrorCode(thrown))) return false
      throw thrown
    }
  }

  async function* listObjects(Prefix: string, signal: AbortSignal): AsyncGenerator<ObjectVersion> {
    const { sdk, client } = connected()
    for (let ContinuationToken: string | undefined; ; ) {
      const page = await client.send(new sdk.ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }), {
        abortSignal: signal,
      })
      for (const { Key, LastModified } of page.Contents ?? [])
        if (Key !== undefined)
          yield {
            key: Key.slice(root.length),
            isCurrent: true,
            modified: LastModified?.getTime() ?? Date.now(),
          }
      ContinuationToken = page.NextContinuationToken
      if (ContinuationToken === undefined) return
    }
  }

  async function* listVersions(Prefix: string, signal: AbortSignal): AsyncGenerator<ObjectVersion> {
    const { sdk, client } = connected()
    for (let KeyMarker: string | undefined, VersionIdMarker: string | undefined; ; ) {
      const page = await client.send(
        new sdk.ListObjectVersionsCommand({ Bucket, Prefix, KeyMarker, VersionIdMarker }),
        { abortSignal: signal },
      )
      for (const { Key, VersionId, IsLatest, LastModified } of page.Versions ?? [])
        if (Key !== undefined)
          yield {
            key: Key.slice(root.length),
            ...(VersionId === undefined ? {} : { version: VersionId }),
            isCurrent: IsLatest === true,
            modified: LastModified?.getTime() ?? Date.now(),
          }
      if (page.IsTruncated !== true) return
      KeyMarker = page.NextKeyMarker
      VersionIdMarker = page.NextVersionIdMarker
    }
  }

  const remove = async (key: string, version: string | undefined, signal: AbortSignal) => {
    const { sdk, client } = connected()
    const command = new sdk.DeleteObjectCommand({ Bucket, Key: root + key, VersionId: version })
    return (await client.send(command, { abortSignal: signal })).VersionId
  }

  /** @param successor id of the version in its place; undefined while versioning is suspended */
  async function removeVersion(
    { key, version }: ObjectVersion,
    successor: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    if (version === undefined || version === successor) return
    if (version === NULL_VERSION && successor === undefined) return
    await remove(key, version, signal)
  }

  return {
    async open(signal) {
      connection?.client.destroy()
      connection = await connectS3(options.aws)
      if (probe === undefined) return
      const { sdk, client } = connection
      const list = new sdk.ListObjectsV2Command({ Bucket, Prefix: root + probe, MaxKeys: 1 })
      await client.send(list, { abortSignal: signal })
    },
    async put(key, body, signal) {
      await uploadObject(key, body, signal)
    },
    async *list(under, signal) {
      const all = (await keepsVersions(signal)) ? listVersions : listObjects
      yield* all(root + under, signal)
    },
    async get({ key, version }, signal) {
      const { sdk, client } = connected()
      const command = new sdk.GetObjectCommand({ Bucket, Key: root + key, VersionId: version })
      const { Body } = await client.send(command, { abortSignal: signal })
      if (!(Body instanceof Readable)) throw new BucketError('NoBody')
      return Body
    },
    async replace(version, body, signal) {
      await removeVersion(version, await uploadObject(version.key, body, signal), signal)
    },
    async remove(version, signal) {
      if (!version.isCurrent) await remove(version.key, version.version, signal)
      else await removeVersion(version, await remove(version.key, undefined, signal), signal)
    },
    async close() {
      connection?.client.destroy()
      connection = undefined
    },
  }
}
