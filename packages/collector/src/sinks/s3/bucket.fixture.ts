/** Creates a bucket for a test, which reads it without the sink. */
import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  type _Object,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { AwsConfig } from '../../config/config.js'
import { createS3Sink, type S3Options } from './s3.js'

export interface S3Server {
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export const awsOf = (server: S3Server): AwsConfig => ({ ...server, sessionToken: undefined })

export async function createTestBucket(server: S3Server) {
  const bucket = `hushlog-${randomBytes(6).toString('hex')}`
  const client = new S3Client({ ...server, forcePathStyle: true, credentials: server })
  const folder = await mkdtemp(join(tmpdir(), 'hushlog-s3-'))
  await client.send(new CreateBucketCommand({ Bucket: bucket }))
  let copies = 0

  const list = async (prefix = ''): Promise<_Object[]> =>
    (await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }))).Contents ?? []

  /** Lists the versions of all objects, old ones too. */
  const versions = async () =>
    (await client.send(new ListObjectVersionsCommand({ Bucket: bucket }))).Versions ?? []

  return {
    bucket,
    client,
    folder,
    list,
    versions,
    keys: async (prefix?: string) => (await list(prefix)).map(({ Key = '' }) => Key),
    options: (more: Partial<S3Options> = {}): S3Options => ({
      name: 's3',
      aws: awsOf(server),
      bucket,
      prefix: '',
      encryption: undefined,
      kmsKeyId: undefined,
      env: 'test',
      dataDir: join(folder, 'data'),
      rollSeconds: 300,
      rollBytes: 64 * 1024 ** 2,
      format: 'jsonl',
      ...more,
    }),
    sink(more: Partial<S3Options> = {}) {
      return createS3Sink(this.options(more))
    },
    /** Copies all objects into a new folder. */
    async download(): Promise<string> {
      const target = join(folder, String(++copies))
      await mkdir(target, { recursive: true })
      for (const { Key = '' } of await list()) {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }))
        if (!(Body instanceof Readable)) throw new Error('no body')
        await mkdir(dirname(join(target, Key)), { recursive: true })
        await pipeline(Body, createWriteStream(join(target, Key)))
      }
      return target
    },
    /** Puts every object again as it is, which makes new versions of them. */
    async overwriteAll(): Promise<void> {
      for (const { Key = '' } of await list()) {
        const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key }))
        const { ContentEncoding = '', ContentType = '' } = object
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key,
            Body: (await object.Body?.transformToByteArray()) ?? '',
            ContentEncoding,
            ContentType,
          }),
        )
      }
    },
    async remove(): Promise<void> {
      const page = await client.send(new ListObjectVersionsCommand({ Bucket: bucket }))
      for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])])
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }))
      await client.send(new DeleteBucketCommand({ Bucket: bucket }))
      client.destroy()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type TestBucket = Awaited<ReturnType<typeof createTestBucket>>

export async function inBucket(server: S3Server, body: (bucket: TestBucket) => Promise<void>): Promise<void> {
  const bucket = await createTestBucket(server)
  try {
    await body(bucket)
  } finally {
    await bucket.remove()
  }
}
