import { DeleteBucketCommand, PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { withServer } from '../../testing/with-server.fixture.js'
import { awsOf, inBucket } from './bucket.fixture.js'
import { setUpS3 } from './setup.js'

withServer('minio', (minio) => {
  describe('hushlog setup s3', () => {
    const run = async (bucket: string, more: { dryRun?: boolean; retentionDays?: number } = {}) => {
      const reported: string[] = []
      await setUpS3(
        { aws: awsOf(minio), bucket, prefix: 'acme', retentionDays: more.retentionDays ?? 365 },
        {
          dryRun: more.dryRun ?? false,
          signal: new AbortController().signal,
          report: ({ state, what }) => reported.push(`${state}: ${what}`),
        },
      )
      return reported
    }
    const lines = (bucket: string, states: readonly string[], days = 365) => [
      `${states[0]}: bucket ${bucket}`,
      `${states[1]}: lifecycle: acme/events/ expires after ${days} days`,
      `${states[2]}: lifecycle: acme/eval_runs/ expires after 180 days`,
    ]

    it('creates what is missing, finds it the next time, and leaves other rules as they are', () =>
      inBucket(minio, async ({ bucket, client }) => {
        const logs = { ID: 'logs', Status: 'Enabled', Filter: { Prefix: 'logs/' }, Expiration: { Days: 7 } }
        await client.send(
          new PutBucketLifecycleConfigurationCommand({
            Bucket: bucket,
            LifecycleConfiguration: { Rules: [{ ...logs, Status: 'Enabled' }] },
          }),
        )
        expect(await run(bucket, { dryRun: true })).toEqual(lines(bucket, ['there', 'missing', 'missing']))
        expect(await run(bucket)).toEqual(lines(bucket, ['there', 'made', 'made']))
        expect(await run(bucket)).toEqual(lines(bucket, ['there', 'there', 'there']))
        expect(await run(bucket, { retentionDays: 30 })).toEqual(
          lines(bucket, ['there', 'made', 'there'], 30),
        )
      }))

    it('creates the bucket', () =>
      inBucket(minio, async ({ bucket, client }) => {
        await client.send(new DeleteBucketCommand({ Bucket: bucket }))
        expect(await run(bucket, { dryRun: true })).toEqual(lines(bucket, ['missing', 'missing', 'missing']))
        expect(await run(bucket)).toEqual(lines(bucket, ['made', 'made', 'made']))
        expect(await run(bucket)).toEqual(lines(bucket, ['there', 'there', 'there']))
      }))

    it('names only the code of a failure', async () => {
      await expect(
        setUpS3(
          {
            aws: { ...awsOf(minio), secretAccessKey: 'wrong-secret' },
            bucket: 'hushlog-x',
            prefix: '',
            retentionDays: 1,
          },
          { dryRun: false, signal: new AbortController().signal, report: () => undefined },
        ),
      ).rejects.toMatchObject({ name: 'BucketError', code: 'SignatureDoesNotMatch' })
    })
  })
})
