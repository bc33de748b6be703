/** That the policies of `deploy/s3` are enough for what they are for, and not for one step more. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { describe, expect, it } from 'vitest'
import { runCommand } from '../../cli/run-command.fixture.js'
import type { AwsConfig } from '../../config/config.js'
import { testRecord } from '../../log/records.fixture.js'
import { packageRoot } from '../../runtime/package-root.js'
import { readBack } from '../../testing/read-objects.fixture.js'
import { testBatch } from '../../testing/sink-contract.js'
import { withServer } from '../../testing/with-server.fixture.js'
import { inBucket, type S3Server, type TestBucket } from './bucket.fixture.js'
import { checkS3 } from './check.js'
import { lifecycleRules } from './lifecycle.js'

const never = () => new AbortController().signal
const PREFIX = 'acme/analytics'

/** As `deploy/README.md` says to fill it in. */
const policyOf = (file: string, bucket: string): string =>
  readFileSync(join(packageRoot(), '../../deploy/s3', file), 'utf8')
    .replaceAll('BUCKET', bucket)
    .replaceAll('PREFIX', `${PREFIX}/`)

/** Credentials that may do what the policy says and nothing else. */
async function limitedTo(server: S3Server, Policy: string): Promise<AwsConfig> {
  const sts = new STSClient({ ...server, credentials: server })
  const role = { RoleArn: 'arn:aws:iam::000000000000:role/hushlog', RoleSessionName: 'hushlog' }
  const { Credentials } = await sts.send(new AssumeRoleCommand({ ...role, Policy }))
  sts.destroy()
  return {
    region: server.region,
    endpoint: server.endpoint,
    accessKeyId: Credentials?.AccessKeyId,
    secretAccessKey: Credentials?.SecretAccessKey,
    sessionToken: Credentials?.SessionToken,
  }
}

function clientOf({
  region,
  endpoint = '',
  accessKeyId = '',
  secretAccessKey = '',
  sessionToken = '',
}: AwsConfig) {
  const credentials = { accessKeyId, secretAccessKey, sessionToken }
  return new S3Client({ region, endpoint, forcePathStyle: true, credentials })
}

const denied = { name: 'AccessDenied' }

const large = (from: number) =>
  Array.from({ length: 12 }, (_, n) =>
    testRecord({ n: from + n, fields: { context: { page_title: randomBytes(1 << 20).toString('base64') } } }),
  )

/** The bucket holds an object of someone else, and one of the events. */
async function neighbours({ client, bucket }: TestBucket) {
  const keys = { other: 'other/object', event: `${PREFIX}/events/env=test/dt=2026-01-01/hr=00/x.json.gz` }
  for (const Key of Object.values(keys))
    await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'x' }))
  return keys
}

withServer('minio', (minio) => {
  describe('deploy/s3/iam-policy.json', () => {
    it.each([false, true])(
      'is enough to write, in parts too, and to erase (versions kept: %s)',
      (versioned) =>
        inBucket(minio, async (bucket) => {
          if (versioned)
            await bucket.client.send(
              new PutBucketVersioningCommand({
                Bucket: bucket.bucket,
                VersioningConfiguration: { Status: 'Enabled' },
              }),
            )
          const aws = await limitedTo(minio, policyOf('iam-policy.json', bucket.bucket))
          await checkS3({ aws, bucket: bucket.bucket, prefix: PREFIX })
          const sink = bucket.sink({ aws, prefix: PREFIX })
          await sink.open(never())
          const session = (n: number, session_id: string) => testRecord({ n, fields: { session_id } })
          await sink.write(testBatch([session(1, 'out'), session(2, 'stays')]), never())
          await sink.write(testBatch(large(10), 10), never())
          const erased = await sink.erase?.(
            { tenantId: 'acme', field: 'session_id', values: ['out', 's1'] },
            never(),
          )
          expect(erased).toEqual({ records: 13, objects: 2 })
          expect((await sink.expire?.('acme', Date.now(), never()))?.records).toBe(1)
          expect(await readBack(await bucket.download())).toEqual([])
          expect(await bucket.versions()).toEqual([])
          await sink.close()
        }),
    )

    it('is refused one step beyond', () =>
      inBucket(minio, (bucket) =>
        inBucket(minio, async (second) => {
          const { other, event } = await neighbours(bucket)
          await neighbours(second)
          const client = clientOf(await limitedTo(minio, policyOf('iam-policy.json', bucket.bucket)))
          const Bucket = bucket.bucket
          await client.send(new GetObjectCommand({ Bucket, Key: event }))
          for (const refused of [
            () => client.send(new GetObjectCommand({ Bucket, Key: other })),
            () => client.send(new PutObjectCommand({ Bucket, Key: other, Body: 'y' })),
            () => client.send(new DeleteObjectCommand({ Bucket, Key: other })),
            () => client.send(new PutObjectCommand({ Bucket, Key: 'events/x', Body: 'y' })),
            () => client.send(new PutObjectCommand({ Bucket, Key: `${PREFIX}/eval_runs/x`, Body: 'y' })),
            () => client.send(new PutObjectCommand({ Bucket, Key: `${PREFIX}/x`, Body: 'y' })),
            () => client.send(new ListObjectsV2Command({ Bucket })),
            () => client.send(new ListObjectsV2Command({ Bucket, Prefix: 'other/' })),
            () =>
              client.send(new ListObjectsV2Command({ Bucket: second.bucket, Prefix: `${PREFIX}/events/` })),
            () => client.send(new GetObjectCommand({ Bucket: second.bucket, Key: event })),
            () => client.send(new PutObjectCommand({ Bucket: second.bucket, Key: event, Body: 'y' })),
            () => client.send(new DeleteBucketCommand({ Bucket })),
            () => client.send(new CreateBucketCommand({ Bucket: `${Bucket}-more` })),
            () => client.send(new GetBucketPolicyCommand({ Bucket })),
            () =>
              client.send(
                new PutBucketLifecycleConfigurationCommand({
                  Bucket,
                  LifecycleConfiguration: { Rules: [...lifecycleRules({ prefix: '', retentionDays: 1 })] },
                }),
              ),
            () =>
              client.send(
                new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
              ),
          ])
            await expect(refused()).rejects.toMatchObject(denied)
          client.destroy()
        }),
      ))
  })

  describe('deploy/s3/iam-policy-eval-run.json', () => {
    it('is enough to put evaluation runs, and for nothing else', () =>
      inBucket(minio, async (bucket) => {
        const { event } = await neighbours(bucket)
        const aws = await limitedTo(minio, policyOf('iam-policy-eval-run.json', bucket.bucket))
        const config = join(bucket.folder, 'hushlog.yaml')
        const sink = {
          type: 's3',
          bucket: bucket.bucket,
          prefix: PREFIX,
          endpoint: aws.endpoint,
          access_key_id: aws.accessKeyId,
          secret_access_key: aws.secretAccessKey,
          session_token: aws.sessionToken,
        }
        await writeFile(config, JSON.stringify({ data_dir: bucket.folder, env: 'test', sinks: [sink] }))
        const file = join(bucket.folder, 'answers.jsonl')
        await writeFile(file, randomBytes(12 << 20))
        const args = ['eval-run', 'put', 'run-7', file, '-c', config, '--date', '2026-01-31']
        const key = `${PREFIX}/eval_runs/env=test/dt=2026-01-31/run_id=run-7/answers.jsonl`
        expect(await runCommand(args)).toBe(`s3://${bucket.bucket}/${key} (${12 << 20} bytes)\n`)
        expect(await bucket.keys(`${PREFIX}/eval_runs/`)).toEqual([key])
        const client = clientOf(aws)
        const Bucket = bucket.bucket
        for (const refused of [
          () => client.send(new GetObjectCommand({ Bucket, Key: key })),
          () => client.send(new DeleteObjectCommand({ Bucket, Key: key })),
          () => client.send(new GetObjectCommand({ Bucket, Key: event })),
          () => client.send(new PutObjectCommand({ Bucket, Key: event, Body: 'y' })),
          () => client.send(new ListObjectsV2Command({ Bucket, Prefix: `${PREFIX}/eval_runs/` })),
        ])
          await expect(refused()).rejects.toMatchObject(denied)
        client.destroy()
      }))
  })
})
