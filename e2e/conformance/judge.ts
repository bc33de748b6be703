/**
 * Says in words which expectations of a case were not met; none for a client that conforms. It needs no test
 * framework.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Case, Observation } from './suite.js'

/** Limits the events in a request, and the open requests, unless a case says otherwise. */
const MOST_EVENTS = 500
const MOST_AT_A_TIME = 2

export function judge({ expect: wanted }: Case, seen: Observation): string[] {
  const { captured, delivered, queued, dropped, ...more } = seen.ledger
  const accounted = delivered + queued + Object.values(dropped).reduce((sum, count) => sum + count, 0)
  const missed: string[] = []
  const check = (what: string, met: boolean, found: unknown, asked: unknown): void => {
    if (!met) missed.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(asked)}`)
  }
  const same = (what: string, found: unknown, asked: unknown): void =>
    check(what, isDeepStrictEqual(found, asked), found, asked)
  const atMost = (what: string, found: number, asked: number): void =>
    check(what, found <= asked, found, asked)

  same('delivered + queued + dropped', accounted, captured)
  same('ids whose content differed between attempts', seen.changed, [])
  if (wanted.ledger)
    same('ledger', seen.ledger, { captured, delivered: 0, queued: 0, dropped: {}, ...more, ...wanted.ledger })
  if (wanted.stored !== undefined) same('stored', seen.stored, wanted.stored)
  const [least = 0, most = Number.POSITIVE_INFINITY] = wanted.requests ?? []
  check('requests', least <= seen.requests && seen.requests <= most, seen.requests, wanted.requests)
  atMost('events in a request', seen.maxBatch, wanted.max_batch ?? MOST_EVENTS)
  atMost('requests at a time', seen.concurrency, wanted.concurrency ?? MOST_AT_A_TIME)
  check('ms before the second request', seen.gap >= (wanted.min_gap ?? 0), seen.gap, wanted.min_gap)
  if (wanted.sent_at_gap !== undefined)
    check('ms between two sent_at', seen.sentAtGap >= wanted.sent_at_gap, seen.sentAtGap, wanted.sent_at_gap)
  if (wanted.dropped_only) same('reasons of drops', Object.keys(dropped), wanted.dropped_only)
  if (wanted.reported) same('reasons in reports', seen.reported, wanted.reported)
  return missed
}
