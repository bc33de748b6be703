/** `hushlog setup s3`: the bucket, and in it the lifecycle of what the sink writes. Other rules of the bucket stay. */
import type { BucketLocationConstraint } from '@aws-sdk/client-s3'
import type { S3SinkConfig } from '../../config/config.js'
import type { SetupRun } from '../setup-run.js'
import { connectS3 } from './client.js'
import { codeOf, toS3Error } from './failure.js'
import { isThere, lifecycleRules, mergeRules } from './lifecycle.js'

/** Every region but this one wants to be named when a bucket is made. */
const DEFAULT_REGION = 'us-east-1'

export async function setUpS3(
  {
    aws,
    bucket: Bucket,
    prefix,
    retentionDays,
  }: Pick<S3SinkConfig, 'aws' | 'bucket' | 'prefix' | 'retentionDays'>,
  { dryRun, signal, say }: SetupRun,
): Promise<void> {
  const { sdk, client } = await connectS3(aws)
  const options = { abortSignal: signal }
  const missing = dryRun ? 'missing' : 'made'

  async function isBucketThere(): Promise<boolean> {
    try {
      await client.send(new sdk.ListObjectsV2Command({ Bucket, MaxKeys: 1 }), options)
      return true
    } catch (thrown) {
      if (codeOf(thrown) === 'NoSuchBucket') return false
      throw thrown
    }
  }

  async function rulesThere() {
    try {
      const found = await client.send(new sdk.GetBucketLifecycleConfigurationCommand({ Bucket }), options)
      return found.Rules ?? []
    } catch (thrown) {
      if (codeOf(thrown) === 'NoSuchLifecycleConfiguration') return []
      throw thrown
    }
  }

  try {
    const hasBucket = await isBucketThere()
    if (!hasBucket && !dryRun)
      await client.send(
        new sdk.CreateBucketCommand({
          Bucket,
          ...(aws.region === DEFAULT_REGION || aws.endpoint !== undefined
            ? {}
            : { CreateBucketConfiguration: { LocationConstraint: aws.region as BucketLocationConstraint } }),
        }),
        options,
      )
    say({ state: hasBucket ? 'there' : missing, what: `bucket ${Bucket}` })
    const there = hasBucket ? await rulesThere() : []
    const ours = lifecycleRules({ prefix, retentionDays })
    const areThere = ours.map((rule) => isThere(there, rule))
    if (!dryRun && areThere.includes(false))
      await client.send(
        new sdk.PutBucketLifecycleConfigurationCommand({
          Bucket,
          LifecycleConfiguration: { Rules: [...mergeRules(there, ours)] },
        }),
        options,
      )
    for (const [index, { Filter, Expiration }] of ours.entries())
      say({
        state: areThere[index] === true ? 'there' : missing,
        what: `lifecycle: ${Filter?.Prefix} expires after ${Expiration?.Days} days`,
      })
  } catch (thrown) {
    throw toS3Error(thrown)
  } finally {
    client.destroy()
  }
}
