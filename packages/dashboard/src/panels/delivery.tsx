import type { AnalyticsData, SinkLedger } from '@hushlog/schema/reports'
import { formatBytes, formatCount, formatId, formatMinute, formatSeconds } from '../format.js'
import { type Account, clientAccount, collectorAccount, sinkAccount } from '../sums.js'
import { Panel } from './panel.js'

const states: Readonly<Record<SinkLedger['state'], string>> = {
  running: 'Running',
  backing_off: 'Trying again',
  stopped: 'Stopped',
}

export function DeliveryPanel({ data }: { data: AnalyticsData }) {
  const { delivery } = data
  const client = clientAccount(delivery)
  return (
    <Panel title="Delivery ledger" note="Every event is delivered or counted by reason" size="half">
      <div class="accounts">
        <section class="account">
          <h3>In the SDKs</h3>
          <p class="note">Dropped before sending, in this period</p>
          {client.entries.length === 0 ? (
            <p class="settled">Nothing dropped</p>
          ) : (
            <AccountTable account={client} name="SDKs" />
          )}
        </section>
        <section class="account">
          <h3>Collector</h3>
          <p class="note">Since {formatMinute(delivery.since)} UTC</p>
          <AccountTable account={collectorAccount(delivery)} name="Collector" />
          <Check account={collectorAccount(delivery)} />
        </section>
        {delivery.sinks.map((sink) => {
          const account = sinkAccount(delivery, sink)
          return (
            <section key={sink.name} class="account">
              <h3>
                {sink.name} <span class={`chip chip-${sink.state}`}>{states[sink.state]}</span>
              </h3>
              <p class="note">
                {sink.lag_records === 0 ? 'Up to date' : `${formatSeconds(sink.lag_seconds)} behind`}
                {sink.type === sink.name ? '' : `, ${sink.type}`}
              </p>
              <AccountTable account={account} name={sink.name} />
              {/* A sink's figures are of the whole collector, and it may have had a backlog at the start. */}
              <Check account={account} surplus="of other tenants, or from before the start" />
            </section>
          )
        })}
      </div>
      <p class="note">
        The log holds {formatCount(delivery.log.records)} {delivery.log.records === 1 ? 'record' : 'records'}{' '}
        ({formatBytes(delivery.log.bytes)}) that some store still needs.
      </p>
    </Panel>
  )
}

/** As on paper: the entries, a line, the sum. */
function AccountTable({ account, name }: { account: Account; name: string }) {
  return (
    <table class="sum">
      <caption class="visually-hidden">Account: {name}</caption>
      <tbody>
        {account.entries.map((entry) => (
          <tr key={entry.label}>
            <th scope="row">{formatId(entry.label)}</th>
            <td class="number">{formatCount(entry.value)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{account.total.label}</th>
          <td class="number">{formatCount(account.total.value)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

function Check({ account, surplus }: { account: Account; surplus?: string }) {
  if (account.difference === 0) return <p class="settled">Adds up</p>
  const by = formatCount(Math.abs(account.difference))
  return account.difference > 0 ? (
    <p class="unsettled">
      {by} more than {account.total.label}
      {surplus === undefined ? '' : `: ${surplus}`}
    </p>
  ) : (
    <p class="unsettled">
      {by} fewer than {account.total.label}
    </p>
  )
}
