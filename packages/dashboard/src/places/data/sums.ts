/** Adds up the ledgers, and says by how much one does not add up. */
import type { DeliveryLedger, PrivacyLedger, SinkLedger, StoresLedger } from '@hushlog/schema/reports'

export interface AccountLine {
  readonly label: string
  readonly value: number
}

export interface Account {
  readonly lines: readonly AccountLine[]
  readonly total: AccountLine
  /** The sum of the lines minus the total; 0 when the account adds up. */
  readonly difference: number
}

const byValue = (counts: Readonly<Record<string, number>>): readonly AccountLine[] =>
  Object.entries(counts)
    .map(([label, value]) => ({ label, value }))
    .sort((a, b) => b.value - a.value || a.label.localeCompare(b.label))

const sum = (lines: readonly AccountLine[]) => lines.reduce((total, line) => total + line.value, 0)

function account(lines: readonly AccountLine[], total: AccountLine): Account {
  return { lines, total, difference: sum(lines) - total.value }
}

export function clientAccount(delivery: DeliveryLedger): Account {
  const lines = byValue(delivery.client_dropped)
  return account(lines, { label: 'dropped', value: sum(lines) })
}

export function collectorAccount(delivery: DeliveryLedger): Account {
  return account(
    [
      { label: 'accepted', value: delivery.accepted },
      { label: 'duplicate', value: delivery.duplicate },
      ...byValue(delivery.rejected).map((line) => ({ ...line, label: `rejected: ${line.label}` })),
    ],
    { label: 'received', value: delivery.received },
  )
}

/** Each record that the log accepted for all tenants, or that waited at the start, is in one of the lines. */
export function sinkAccount({ accepted }: StoresLedger, sink: SinkLedger): Account {
  return account(
    [
      { label: 'delivered', value: sink.delivered },
      // Only sinks whose configuration names events leave some out.
      ...(sink.filtered > 0 ? [{ label: 'not for this sink', value: sink.filtered }] : []),
      { label: 'waiting', value: sink.lag_records },
      { label: 'dead letters', value: sink.dead_letters },
      ...(sink.expired > 0 ? [{ label: 'aged out while it failed', value: sink.expired }] : []),
      ...(sink.detached > 0 ? [{ label: 'missed while detached', value: sink.detached }] : []),
    ],
    {
      label: sink.backlog_at_start > 0 ? 'accepted, and waiting at the start' : 'accepted',
      value: accepted + sink.backlog_at_start,
    },
  )
}

export interface PrivacySum {
  readonly client: number
  readonly collector: number
  readonly total: number
  /** The share of findings that never left the page or back end; null without findings. */
  readonly clientShare: number | null
}

export function privacySum(privacy: PrivacyLedger): PrivacySum {
  const client = privacy.rules.reduce((total, rule) => total + rule.client, 0)
  const collector = privacy.rules.reduce((total, rule) => total + rule.collector, 0)
  const total = client + collector
  return { client, collector, total, clientShare: total === 0 ? null : client / total }
}
