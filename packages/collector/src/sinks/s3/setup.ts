/**
 * `hushlog setup s3` makes the bucket and the lifecycle rules of what the sink writes. Other rules of the
 * bucket stay as they are.
 */
import type { BucketLocationConstraint, LifecycleRule } from '@aws-sdk/client-s3'
import type { S3SinkConfig } from '../../config/config.js'
import { awsErrorCode } from '../aws-client.js'
import type { SetupRun } from '../setup-run.js'
import { withReducedErrors } from '../sink-error.js'
import { connectS3, type S3Connection } from './client.js'
import { toBucketError } from './failure.js'
import { isThere, lifecycleRules, mergeRules } from './lifecycle.js'

/**
 * S3 takes every other region as a constraint:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
const DEFAULT_REGION = 'us-east-1'

type S3Setup = Pick<S3SinkConfig, 'aws' | 'bucket' | 'prefix' | 'retentionDays'>

export const setUpS3 = (config: S3Setup, run: SetupRun): Promise<void> =>
  withReducedErrors(run.signal, toBucketError, async () => {
    const connection = await connectS3(config.aws)
    try {
      await setUp(connection, config, run)
    } finally {
      connection.client.destroy()
    }
  })

async function setUp(
  { sdk, client }: S3Connection,
  { aws, bucket: Bucket, prefix, retentionDays }: S3Setup,
  { dryRun, signal, report }: SetupRun,
): Promise<void> {
  const options = { abortSignal: signal }
  const missing = dryRun ? 'missing' : 'made'

  async function hasBucket(): Promise<boolean> {
    try {
      await client.send(new sdk.ListObjectsV2Command({ Bucket, MaxKeys: 1 }), options)
      return true
    } catch (thrown) {
      if (awsErrorCode(thrown) === 'NoSuchBucket') return false
      throw thrown
    }
  }

  async function currentRules(): Promise<readonly LifecycleRule[]> {
    try {
      const found = await client.send(new sdk.GetBucketLifecycleConfigurationCommand({ Bucket }), options)
      return found.Rules ?? []
    } catch (thrown) {
      if (awsErrorCode(thrown) === 'NoSuchLifecycleConfiguration') return []
      throw thrown
    }
  }

  const isBucketThere = await hasBucket()
  if (!isBucketThere && !dryRun) {
    const isDefault = aws.region === DEFAULT_REGION || aws.endpoint !== undefined
    const LocationConstraint = aws.region as BucketLocationConstraint
    const create = { Bucket, ...(!isDefault && { CreateBucketConfiguration: { LocationConstraint } }) }
    await client.send(new sdk.CreateBucketCommand(create), options)
  }
  report({ state: isBucketThere ? 'there' : missing, what: `bucket ${Bucket}` })

  const rules = isBucketThere ? await currentRules() : []
  const own = lifecycleRules({ prefix, retentionDays })
  const areThere = own.map((rule) => isThere(rules, rule))
  if (!dryRun && areThere.includes(false)) {
    const LifecycleConfiguration = { Rules: [...mergeRules(rules, own)] }
    await client.send(
      new sdk.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }),
      options,
    )
  }
  for (const [index, { Filter, Expiration }] of own.entries())
    report({
      state: areThere[index] === true ? 'there' : missing,
      what: `lifecycle: ${Filter?.Prefix} expires after ${Expiration?.Days} days`,
    })
}
