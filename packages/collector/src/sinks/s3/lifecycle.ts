/**
 * Defines the lifecycle rules by which a bucket removes old objects, old versions and unfinished uploads by
 * itself.
 */
import type { LifecycleRule } from '@aws-sdk/client-s3'

export interface LifecycleOptions {
  /** Is the sink's prefix, without a slash at its end. */
  readonly prefix: string
  /** A tenant that keeps its events for less is expired by the collector. */
  readonly retentionDays: number
}

/** Evaluation runs are kept for this many days, half a year. */
export const EVAL_RUN_DAYS = 180

/** A later setup finds its own rules by these ids and leaves all others in the bucket as they are. */
const IDS = { events: 'hushlog-events', evalRuns: 'hushlog-eval-runs' } as const

const rule = (ID: string, Prefix: string, Days: number): LifecycleRule => ({
  ID,
  Status: 'Enabled',
  Filter: { Prefix },
  Expiration: { Days },
  // Erasure and retries leave old versions behind in a bucket that keeps them.
  NoncurrentVersionExpiration: { NoncurrentDays: 1 },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
})

export function lifecycleRules({ prefix, retentionDays }: LifecycleOptions): readonly LifecycleRule[] {
  const root = prefix === '' ? '' : `${prefix}/`
  return [
    rule(IDS.events, `${root}events/`, retentionDays),
    rule(IDS.evalRuns, `${root}eval_runs/`, EVAL_RUN_DAYS),
  ]
}

/** Replaces the rules of an earlier setup by those of this version, and keeps the bucket's other rules. */
export function mergeRules(
  there: readonly LifecycleRule[],
  own: readonly LifecycleRule[],
): readonly LifecycleRule[] {
  const ids = new Set(own.map(({ ID }) => ID))
  return [...there.filter(({ ID }) => !ids.has(ID)), ...own]
}

/**
 * Returns whether a rule is there already. Servers give rules back with members in another order, or with
 * more of them. MinIO ends unfinished uploads by itself and does not keep the rule for it.
 */
export const isThere = (
  there: readonly LifecycleRule[],
  { ID, AbortIncompleteMultipartUpload: _uploads, ...own }: LifecycleRule,
): boolean => there.some((other) => other.ID === ID && contains(other, own))

function contains(whole: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return whole === part
  if (typeof whole !== 'object' || whole === null) return false
  const members = new Map<string, unknown>(Object.entries(whole))
  return Object.entries(part).every(([name, value]) => contains(members.get(name), value))
}
