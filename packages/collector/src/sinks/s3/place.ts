/** A bucket, or what of it begins with a prefix, as the place of objects. */
import { Readable } from 'node:stream'
import type { S3SinkConfig } from '../../config/config.js'
import type { ObjectBody, ObjectEntry, ObjectPlace } from '../objects/place.js'
import { connectS3, type S3Access } from './client.js'
import { BucketError, codeOf } from './failure.js'
import { type UploadTarget, upload } from './upload.js'

export type S3PlaceOptions = Pick<S3SinkConfig, 'aws' | 'bucket' | 'prefix' | 'encryption' | 'kmsKeyId'>

const contentTypes: readonly (readonly [string, string])[] = [
  ['.gz', 'application/gzip'],
  ['.parquet', 'application/vnd.apache.parquet'],
  ['.json', 'application/json'],
  ['.jsonl', 'application/x-ndjson'],
  ['.csv', 'text/csv'],
]

const contentType = (key: string): string =>
  contentTypes.find(([extension]) => key.endsWith(extension))?.[1] ?? 'application/octet-stream'

/** Of a version from before versions were kept, and of all of them while keeping is suspended. */
const NO_VERSION = 'null'

/** @param probe what is listed at `open`, to find out whether it can be; without it the first write says so. */
export function createS3Place(options: S3PlaceOptions, probe?: string): ObjectPlace {
  const { bucket: Bucket, prefix, encryption, kmsKeyId } = options
  const root = prefix === '' ? '' : `${prefix}/`
  let access: S3Access | undefined

  function opened(): S3Access {
    if (access === undefined) throw new BucketError('CLOSED')
    return access
  }

  const put = (key: string, body: ObjectBody, signal: AbortSignal): Promise<string | undefined> => {
    const target: UploadTarget = {
      Bucket,
      Key: root + key,
      ContentType: contentType(key),
      ...(encryption === undefined ? {} : { ServerSideEncryption: encryption }),
      ...(kmsKeyId === undefined ? {} : { SSEKMSKeyId: kmsKeyId }),
    }
    return upload(opened(), target, body, signal)
  }

  /** Old versions of what is rewritten or deleted could still be read. */
  async function keepsVersions(signal: AbortSignal): Promise<boolean> {
    const { sdk, client } = opened()
    try {
      const { Status } = await client.send(new sdk.GetBucketVersioningCommand({ Bucket }), {
        abortSignal: signal,
      })
      return Status !== undefined
    } catch (thrown) {
      // Servers without versions need not know the question.
      if (['NotImplemented', 'MethodNotAllowed', 'HTTP_501'].includes(codeOf(thrown))) return false
      throw thrown
    }
  }

  async function* listObjects(Prefix: string, signal: AbortSignal): AsyncGenerator<ObjectEntry> {
    const { sdk, client } = opened()
    for (let ContinuationToken: string | undefined; ; ) {
      const page = await client.send(new sdk.ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }), {
        abortSignal: signal,
      })
      for (const { Key, LastModified } of page.Contents ?? [])
        if (Key !== undefined)
          yield {
            key: Key.slice(root.length),
            current: true,
            modified: LastModified?.getTime() ?? Date.now(),
          }
      ContinuationToken = page.NextContinuationToken
      if (ContinuationToken === undefined) return
    }
  }

  async function* listVersions(Prefix: string, signal: AbortSignal): AsyncGenerator<ObjectEntry> {
    const { sdk, client } = opened()
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
            current: IsLatest === true,
            modified: LastModified?.getTime() ?? Date.now(),
          }
      if (page.IsTruncated !== true) return
      KeyMarker = page.NextKeyMarker
      VersionIdMarker = page.NextVersionIdMarker
    }
  }

  const remove = async (key: string, version: string | undefined, signal: AbortSignal) => {
    const { sdk, client } = opened()
    const command = new sdk.DeleteObjectCommand({ Bucket, Key: root + key, VersionId: version })
    return (await client.send(command, { abortSignal: signal })).VersionId
  }

  /** @param successor the version that has taken its place; none has an id of its own while keeping is suspended. */
  async function removeVersion(
    { key, version }: ObjectEntry,
    successor: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    if (version === undefined || version === successor) return
    if (version === NO_VERSION && successor === undefined) return
    await remove(key, version, signal)
  }

  return {
    async open(signal) {
      access?.client.destroy()
      access = await connectS3(options.aws)
      if (probe === undefined) return
      const { sdk, client } = access
      const list = new sdk.ListObjectsV2Command({ Bucket, Prefix: root + probe, MaxKeys: 1 })
      await client.send(list, { abortSignal: signal })
    },
    async write(key, body, signal) {
      await put(key, body, signal)
    },
    async *list(under, signal) {
      const all = (await keepsVersions(signal)) ? listVersions : listObjects
      yield* all(root + under, signal)
    },
    async read({ key, version }, signal) {
      const { sdk, client } = opened()
      const get = new sdk.GetObjectCommand({ Bucket, Key: root + key, VersionId: version })
      const { Body } = await client.send(get, { abortSignal: signal })
      if (!(Body instanceof Readable)) throw new BucketError('NoBody')
      return Body
    },
    async replace(entry, body, signal) {
      await removeVersion(entry, await put(entry.key, body, signal), signal)
    },
    async remove(entry, signal) {
      if (!entry.current) await remove(entry.key, entry.version, signal)
      else await removeVersion(entry, await remove(entry.key, undefined, signal), signal)
    },
    async close() {
      access?.client.destroy()
      access = undefined
    },
  }
}
