import type { DeliveryLedger, SinkLedger, StoresLedger } from '@hushlog/schema/reports'
import { describe, expect, it } from 'vitest'
import { clientAccount, collectorAccount, privacySum, sinkAccount } from './sums.js'

const sink: SinkLedger = {
  name: 'archive',
  type: 'file',
  state: 'running',
  backlog_at_start: 0,
  delivered: 90,
  filtered: 0,
  dead_letters: 1,
  expired: 0,
  detached: 0,
  lag_records: 9,
  lag_seconds: 2,
}

const ledger: DeliveryLedger = {
  client_dropped: { expired: 1, queue_full: 5 },
  since: '2026-11-20T00:00:00Z',
  received: 112,
  accepted: 100,
  duplicate: 9,
  rejected: { invalid_type: 2, unknown_event: 1 },
  removed_fields: {},
  time_corrected: 0,
  stores: null,
}

const stores: StoresLedger = { accepted: 100, log: { records: 9, bytes: 900 }, sinks: [sink] }

describe('the delivery ledger', () => {
  it('adds accepted, duplicates and each rejection up to what was received', () => {
    const account = collectorAccount(ledger)
    expect(account.difference).toBe(0)
    expect(account.lines.map((entry) => entry.label)).toEqual([
      'accepted',
      'duplicate',
      'rejected: invalid_type',
      'rejected: unknown_event',
    ])
  })

  it('returns by how much it does not add up', () => {
    expect(collectorAccount({ ...ledger, received: 115 }).difference).toBe(-3)
    expect(sinkAccount(stores, { ...sink, delivered: 95 }).difference).toBe(5)
  })

  it('compares each sink with what was accepted', () => {
    expect(sinkAccount(stores, sink).difference).toBe(0)
    const choosy = sinkAccount(stores, { ...sink, delivered: 20, filtered: 70 })
    expect(choosy.difference).toBe(0)
    expect(choosy.lines).toContainEqual({ label: 'not for this sink', value: 70 })
  })

  it('has a line for what a failing sink lost', () => {
    const account = sinkAccount(stores, { ...sink, delivered: 60, expired: 30 })
    expect(account.difference).toBe(0)
    expect(account.lines).toContainEqual({ label: 'aged out while it failed', value: 30 })
  })

  it('counts what waited for a sink when the collector started', () => {
    const account = sinkAccount(stores, { ...sink, backlog_at_start: 30, delivered: 120 })
    expect(account.difference).toBe(0)
    expect(account.total.value).toBe(130)
  })

  it('sorts the drop reasons of clients by count', () => {
    const account = clientAccount(ledger)
    expect(account.lines.map((entry) => entry.label)).toEqual(['queue_full', 'expired'])
    expect(account.total.value).toBe(6)
  })
})

describe('the privacy ledger', () => {
  it('separates what a client caught from what it missed', () => {
    const rules = [
      { rule: 'email', client: 8, collector: 1 },
      { rule: 'card', client: 1, collector: 0 },
    ]
    const removed_fields = { client: 0, collector: 0 }
    expect(privacySum({ rules, removed_fields, events_with_text: 0 })).toEqual({
      client: 9,
      collector: 1,
      total: 10,
      clientShare: 0.9,
    })
    expect(privacySum({ rules: [], removed_fields, events_with_text: 0 }).clientShare).toBeNull()
  })
})
