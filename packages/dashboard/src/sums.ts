/** The arithmetic of the ledgers: what must add up, and by how much it does not. */
import type { DeliveryLedger, PrivacyLedger, SinkLedger, StoresLedger } from '@hushlog/schema/reports'

export interface Entry {
  readonly label: string
  readonly value: number
}

export interface Account {
  readonly entries: readonly Entry[]
  readonly total: Entry
  /** Entries minus total; 0 when the account adds up. */
  readonly difference: number
}

const byValue = (counts: Readonly<Record<string, number>>): readonly Entry[] =>
  Object.entries(counts)
    .map(([label, value]) => ({ label, value }))
    .sort((a, b) => b.value - a.value || a.label.localeCompare(b.label))

const sum = (entries: readonly Entry[]) => entries.reduce((total, entry) => total + entry.value, 0)

function account(entries: readonly Entry[], total: Entry): Account {
  return { entries, total, difference: sum(entries) - total.value }
}

export function clientAccount(delivery: DeliveryLedger): Account {
  const entries = byValue(delivery.client_dropped)
  return account(entries, { label: 'dropped', value: sum(entries) })
}

export function collectorAccount(delivery: DeliveryLedger): Account {
  return account(
    [
      { label: 'accepted', value: delivery.accepted },
      { label: 'duplicate', value: delivery.duplicate },
      ...byValue(delivery.rejected).map((entry) => ({ ...entry, label: `rejected: ${entry.label}` })),
    ],
    { label: 'received', value: delivery.received },
  )
}

/** What the log took of all tenants, and what waited from before, is somewhere. */
export function sinkAccount({ accepted }: StoresLedger, sink: SinkLedger): Account {
  return account(
    [
      { label: 'delivered', value: sink.delivered },
      // Only where the configuration names events is there anything to say.
      ...(sink.filtered > 0 ? [{ label: 'not for this sink', value: sink.filtered }] : []),
      { label: 'waiting', value: sink.lag_records },
      { label: 'dead letters', value: sink.dead_letters },
      ...(sink.expired > 0 ? [{ label: 'aged out while it failed', value: sink.expired }] : []),
    ],
    {
      label: sink.carried > 0 ? 'accepted, and waiting at the start' : 'accepted',
      value: accepted + sink.carried,
    },
  )
}

export interface PrivacySum {
  readonly client: number
  readonly collector: number
  readonly total: number
  /** Share of findings that never left the page or back end; null without findings. */
  readonly clientShare: number | null
}

export function privacySum(privacy: PrivacyLedger): PrivacySum {
  const client = privacy.rules.reduce((total, rule) => total + rule.client, 0)
  const collector = privacy.rules.reduce((total, rule) => total + rule.collector, 0)
  const total = client + collector
  return { client, collector, total, clientShare: total === 0 ? null : client / total }
}
