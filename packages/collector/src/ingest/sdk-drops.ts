/** Counts what SDKs say they dropped, from the `client_report` events that were stored. */
import { isObject } from '@hushlog/base'

/** Lists the reasons of `sdk-core/src/ledger.ts`, and `other` for a reason that this collector does not know. */
export const sdkDropReasons = [
  'invalid',
  'sanitize_failed',
  'opted_out',
  'sampled',
  'before_send',
  'queue_full',
  'too_large',
  'expired',
  'rejected',
  'unauthorized',
  'blocked',
  'shutdown',
  'other',
] as const

export type SdkDropReason = (typeof sdkDropReasons)[number]

/** The catalogue admits pairs such as `queue_full:3,expired:1` only. */
const PAIR = /([a-z0-9_]+):(\d+)/g

/**
 * Reads the drops of a report.
 *
 * @param json the event as it is stored
 */
export function readSdkDrops(json: string): readonly (readonly [SdkDropReason, number])[] {
  const event: unknown = JSON.parse(json)
  const drops = isObject(event) && typeof event.drops === 'string' ? event.drops : ''
  return [...drops.matchAll(PAIR)].map(([, reason, count]) => [
    sdkDropReasons.find((known) => known === reason) ?? 'other',
    Number(count),
  ])
}
