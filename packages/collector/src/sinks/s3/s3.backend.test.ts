import { randomBytes } from 'node:crypto'
import {
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { TEST_TIME, testRecord } from '../../log/records.fixture.js'
import { readBack } from '../../testing/read-objects.fixture.js'
import { testBatch, testSink } from '../../testing/sink-contract.js'
import { withServer } from '../../testing/with-server.fixture.js'
import type { Sink } from '../sink.js'
import { awsOf, createTestBucket, inBucket, type TestBucket } from './bucket.fixture.js'
import { type Fault, startProxy } from './proxy.fixture.js'

const never = () => new AbortController().signal
const HOUR = 3_600_000

/** Makes records that gzip cannot compress, with about this many megabytes together. */
const incompressible = (megabytes: number) =>
  Array.from({ length: megabytes * 4 }, (_, n) =>
    testRecord({ n, fields: { context: { page_title: randomBytes(256 * 1024).toString('base64') } } }),
  )

const opened = async (sink: Sink): Promise<Sink> => {
  await sink.open(never())
  return sink
}

const uploadsOf = async ({ client, bucket }: TestBucket, key: string) =>
  (await client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: key }))).Uploads ?? []

const KEY = 'events/env=test/dt=2026-01-05/hr=10/contract-0000000000000001'

withServer('minio', (minio) => {
  for (const format of ['jsonl', 'parquet'] as const)
    testSink(
      { describe, it },
      {
        name: `s3 (${format}, MinIO ${minio.version})`,
        once: 'range',
        erases: true,
        expires: true,
        refused: format === 'jsonl' ? [] : [testRecord({ n: 902, fields: { query_length: 'many' } })],
        async create() {
          const bucket = await createTestBucket(minio)
          return {
            sink: () => bucket.sink({ format }),
            read: async () => readBack(await bucket.download()),
            remove: () => bucket.remove(),
          }
        },
      },
    )

  describe('s3 sink', () => {
    it('lays objects out by hour of the event in UTC below its prefix, late events in their own hour', () =>
      inBucket(minio, async (bucket) => {
        const sink = await opened(bucket.sink({ prefix: 'acme/analytics' }))
        const times = [0, 59 * 60_000, HOUR, -40 * 24 * HOUR]
        const records = times.map((ms, n) => testRecord({ n, time: TEST_TIME + ms }))
        await sink.write(testBatch(records, 41, 'abcd1234'), never())
        const name = 'abcd1234-0000000000000041-0000000000000044.json.gz'
        expect(await bucket.keys()).toEqual([
          `acme/analytics/events/env=test/dt=2025-11-26/hr=10/${name}`,
          `acme/analytics/events/env=test/dt=2026-01-05/hr=10/${name}`,
          `acme/analytics/events/env=test/dt=2026-01-05/hr=11/${name}`,
        ])
        await sink.close()
      }))

    it('rolls by the configured seconds and bytes, and at most 64 MB', () =>
      inBucket(minio, async (bucket) => {
        expect(bucket.sink({ rollSeconds: 60, rollBytes: 1e9 }).policy).toMatchObject({
          linger: 60_000,
          bytes: 64 * 1024 ** 2,
          claim: true,
        })
        expect(bucket.sink({ rollBytes: 4096 }).policy.bytes).toBe(4096)
      }))

    it('encrypts as configured, names the type and sends checksums', () =>
      inBucket(minio, async (bucket) => {
        const sink = await opened(bucket.sink({ encryption: 'aws:kms', kmsKeyId: 'hushlog-test' }))
        await sink.write(testBatch([testRecord({ n: 1 })]), never())
        const [Key] = await bucket.keys()
        const head = await bucket.client.send(
          new HeadObjectCommand({ Bucket: bucket.bucket, Key, ChecksumMode: 'ENABLED' }),
        )
        expect(head).toMatchObject({ ServerSideEncryption: 'aws:kms', ContentType: 'application/gzip' })
        expect(head.SSEKMSKeyId).toContain('hushlog-test')
        expect(head.ChecksumCRC32).toBeDefined()
        await sink.close()
      }))

    it('uploads a large object in parts, removes parts that a crash left, and overwrites it on a retry', () =>
      inBucket(minio, async (bucket) => {
        const sink = await opened(bucket.sink())
        const batch = testBatch(incompressible(20))
        const key = `${KEY}-0000000000000080.json.gz`
        await bucket.client.send(new CreateMultipartUploadCommand({ Bucket: bucket.bucket, Key: key }))
        for (const _attempt of [1, 2]) {
          await sink.write(batch, never())
          const [object, ...others] = await bucket.list()
          expect(others).toEqual([])
          expect(object?.Key).toBe(key)
          expect(object?.ETag).toMatch(/-[3-9]"$/)
          expect(await uploadsOf(bucket, key)).toEqual([])
        }
        expect(await readBack(await bucket.download())).toHaveLength(80)
        await sink.close()
      }))

    it('leaves no parts and no object when it is aborted or its connection breaks', () =>
      inBucket(minio, async (bucket) => {
        let parts = 0
        let fault: Fault = 'hang'
        const proxy = await startProxy(minio.endpoint, ({ method, url = '' }) => {
          if (method !== 'PUT' || !url.includes('partNumber')) return 'pass'
          return ++parts % 2 === 0 || fault === 'cut' ? fault : 'pass'
        })
        const aws = awsOf({ ...minio, endpoint: proxy.endpoint })
        const sink = await opened(bucket.sink({ aws }))
        const batch = testBatch(incompressible(20))
        const abort = new AbortController()
        const write = sink.write(batch, abort.signal)
        write.catch(() => undefined)
        await expect.poll(() => parts).toBe(2)
        abort.abort()
        await expect(write).rejects.toThrow()
        expect(await uploadsOf(bucket, `${KEY}-0000000000000080.json.gz`)).toEqual([])
        fault = 'cut'
        await expect(sink.write(batch, never())).rejects.toMatchObject({ name: 'BucketError' })
        expect(await uploadsOf(bucket, `${KEY}-0000000000000080.json.gz`)).toEqual([])
        expect(await bucket.keys()).toEqual([])
        fault = 'pass'
        await sink.write(batch, never())
        expect(await bucket.keys()).toEqual([`${KEY}-0000000000000080.json.gz`])
        await sink.close()
        await proxy.stop()
      }))

    it('reports that it is throttled, sends each request at most twice, and stores the batch afterwards', () =>
      inBucket(minio, async (bucket) => {
        let throttled = true
        const proxy = await startProxy(minio.endpoint, ({ method }) =>
          throttled && method === 'PUT' ? 'throttle' : 'pass',
        )
        const sink = await opened(bucket.sink({ aws: awsOf({ ...minio, endpoint: proxy.endpoint }) }))
        const batch = testBatch([testRecord({ n: 1 }), testRecord({ n: 2, time: TEST_TIME + HOUR })])
        const thrown: unknown = await sink.write(batch, never()).catch((error: unknown) => error)
        expect(thrown).toMatchObject({ name: 'BucketError', code: 'SlowDown' })
        expect(JSON.stringify([String(thrown), thrown])).not.toContain('SENTINEL')
        expect(proxy.requests.filter((line) => line.startsWith('PUT')).length).toBeLessThanOrEqual(4)
        throttled = false
        expect(await sink.write(batch, never())).toEqual({ failed: [] })
        expect(await readBack(await bucket.download())).toHaveLength(2)
        await sink.close()
        await proxy.stop()
      }))

    it('names the code of a failed open and what to do', () =>
      inBucket(minio, async (bucket) => {
        const aws = awsOf(minio)
        const failure = async (more: Parameters<TestBucket['sink']>[0]) =>
          bucket
            .sink(more)
            .open(never())
            .then(
              () => 'opened',
              (error: unknown) => String(error),
            )
        expect(await failure({ bucket: 'hushlog-missing' })).toBe(
          'BucketError: S3 failed: NoSuchBucket; the bucket does not exist: create it, or correct bucket, region or endpoint',
        )
        expect(await failure({ aws: { ...aws, secretAccessKey: 'wrong-secret' } })).toMatch(
          /SignatureDoesNotMatch; .*correct secret_access_key$/,
        )
        expect(await failure({ aws: { ...aws, accessKeyId: 'nobody' } })).toMatch(/InvalidAccessKeyId; /)
        expect(await failure({ aws: { ...aws, endpoint: 'http://127.0.0.1:9' } })).toMatch(/ECONNREFUSED; /)
      }))

    it('erases old versions too, also those that a crash has left', () =>
      inBucket(minio, async (bucket) => {
        const { client } = bucket
        const versioning = (Status: 'Enabled' | 'Suspended') =>
          client.send(
            new PutBucketVersioningCommand({
              Bucket: bucket.bucket,
              VersioningConfiguration: { Status },
            }),
          )
        const sink = await opened(bucket.sink())
        const record = (n: number, session_id: string, hours = 0) =>
          testRecord({ n, time: TEST_TIME + hours * HOUR, fields: { session_id } })
        const first = testBatch([record(1, 'out'), record(2, 'stays'), record(3, 'out', 1)])
        // The first write comes before versioning is enabled, the others after it.
        await sink.write(first, never())
        await versioning('Enabled')
        await bucket.overwriteAll()
        await bucket.overwriteAll()
        expect(await bucket.versions()).toHaveLength(6)
        const out = { tenantId: 'acme', field: 'session_id', values: ['out'] } as const
        expect((await sink.erase?.(out, never()))?.records).toBe(2)
        expect(await bucket.versions()).toHaveLength(1)
        expect((await readBack(await bucket.download())).map(({ id }) => id)).toEqual([record(2, '').id])
        expect(await sink.erase?.(out, never())).toEqual({ records: 0, objects: 0 })
        await versioning('Suspended')
        await sink.write(testBatch([record(4, 'out'), record(5, 'stays')], 4), never())
        expect((await sink.erase?.(out, never()))?.records).toBe(1)
        expect(await readBack(await bucket.download())).toHaveLength(2)
        expect(await bucket.versions()).toHaveLength(2)
        await sink.close()
      }))

    it('erases from large objects, and continues after a failure', () =>
      inBucket(minio, async (bucket) => {
        let left = 3
        let failing = true
        const proxy = await startProxy(minio.endpoint, ({ method }) =>
          failing && (method === 'PUT' || method === 'DELETE') && --left < 0 ? 'throttle' : 'pass',
        )
        const sink = await opened(bucket.sink())
        const hours = Array.from({ length: 12 }, (_, n) => [
          testRecord({ n: n * 2, time: TEST_TIME + n * HOUR, fields: { session_id: 'out' } }),
          testRecord({ n: n * 2 + 1, time: TEST_TIME + n * HOUR, fields: { session_id: 'stays' } }),
        ])
        await sink.write(testBatch(hours.flat()), never())
        await sink.write(testBatch(incompressible(20), 100), never())
        await sink.close()
        const through = await opened(bucket.sink({ aws: awsOf({ ...minio, endpoint: proxy.endpoint }) }))
        const out = { tenantId: 'acme', field: 'session_id', values: ['out', 's1'] } as const
        await expect(through.erase?.(out, never())).rejects.toMatchObject({ code: 'SlowDown' })
        failing = false
        const { records = 0 } = (await through.erase?.(out, never())) ?? {}
        expect(records).toBeGreaterThan(0)
        expect(records).toBeLessThan(92)
        const kept = hours.map(([, stays]) => stays?.id)
        expect((await readBack(await bucket.download())).map(({ id }) => id).sort()).toEqual(kept.sort())
        await through.close()
        await proxy.stop()
      }))
  })
})
