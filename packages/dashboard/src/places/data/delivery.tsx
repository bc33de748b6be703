import type { SinkLedger, StoresLedger } from '@hushlog/schema/reports'
import type { Ledgers } from '../../api/ledgers.js'
import { formatBytes, formatFigure, formatSeconds } from '../../format/figure.js'
import { formatMinute } from '../../format/time.js'
import { Panel } from '../../panels/panel.js'
import { useViewing } from '../../view/use-view.js'
import { codeWords } from './code-words.js'
import { formatId } from './rule-name.js'
import { type Account, clientAccount, collectorAccount, sinkAccount } from './sums.js'

const states: Readonly<Record<SinkLedger['state'], string>> = {
  running: 'Running',
  backing_off: 'Trying again',
  detached: 'Detached',
  stopped: 'Stopped',
}

export function DeliveryPanel({ data }: { data: Ledgers }) {
  const { view } = useViewing()
  const { delivery } = data
  const { stores } = delivery
  const client = clientAccount(delivery)
  return (
    <Panel title="Delivery ledger" note="Every event is delivered or counted by reason" size="half">
      <div class="accounts">
        <section class="account">
          <h3>In the SDKs</h3>
          <p class="note">Dropped before sending, in this period</p>
          {client.lines.length === 0 ? (
            <p class="settled">Nothing dropped</p>
          ) : (
            <AccountTable account={client} name="SDKs" />
          )}
        </section>
        <section class="account">
          <h3>Collector</h3>
          <p class="note">Since {formatMinute(delivery.since, view.timeZone)}</p>
          <AccountTable account={collectorAccount(delivery)} name="Collector" />
          <Check account={collectorAccount(delivery)} />
        </section>
        {stores?.sinks.map((sink) => (
          <SinkSection key={sink.name} stores={stores} sink={sink} />
        ))}
      </div>
      <p class="note">
        {stores === null
          ? 'The stores behind the collector are shared by all tenants: the admin sees their figures.'
          : `The log holds ${formatFigure(stores.log.records, 'count')} ${stores.log.records === 1 ? 'record' : 'records'} (${formatBytes(stores.log.bytes)}) that some store still needs.`}
      </p>
    </Panel>
  )
}

/** Shows the figures of a sink, which are those of all tenants together. */
function SinkSection({ stores, sink }: { stores: StoresLedger; sink: SinkLedger }) {
  const account = sinkAccount(stores, sink)
  return (
    <section class="account">
      <h3>
        {sink.name} <span class={`chip chip-${sink.state}`}>{states[sink.state]}</span>
      </h3>
      <p class="note">
        {sink.lag_records === 0 ? 'Up to date' : `${formatSeconds(sink.lag_seconds)} behind`}
        {sink.type === sink.name ? '' : `, ${sink.type}`}
      </p>
      <WhyBehind sink={sink} />
      <AccountTable account={account} name={sink.name} />
      <Check account={account} />
    </section>
  )
}

/** Says why a sink does not take records now, or did not when it failed last. */
function WhyBehind({ sink }: { sink: SinkLedger }) {
  const { view } = useViewing()
  if (!sink.last_error) return null
  const at = formatMinute(sink.last_error.at, view.timeZone)
  const since = sink.failing_since && formatMinute(sink.failing_since, view.timeZone)
  const advice = codeWords.get(sink.last_error.code)?.advice
  return (
    <p class={since ? 'note caught' : 'note'}>
      {since ? `Fails since ${since}: ` : `Failed last on ${at}: `}
      <code>{sink.last_error.code}</code>
      {since && advice !== undefined && ` ${advice}`}
    </p>
  )
}

/** Shows an account like a sum on paper. */
function AccountTable({ account, name }: { account: Account; name: string }) {
  return (
    <table class="sum">
      <caption class="visually-hidden">Account: {name}</caption>
      <tbody>
        {account.lines.map((line) => (
          <tr key={line.label}>
            <th scope="row">{formatId(line.label)}</th>
            <td class="number">{formatFigure(line.value, 'count')}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{account.total.label}</th>
          <td class="number">{formatFigure(account.total.value, 'count')}</td>
        </tr>
      </tfoot>
    </table>
  )
}

function Check({ account }: { account: Account }) {
  if (account.difference === 0) return <p class="settled">Adds up</p>
  const by = formatFigure(Math.abs(account.difference), 'count')
  return (
    <p class="unsettled">
      {by} {account.difference > 0 ? 'more' : 'fewer'} than {account.total.label}
    </p>
  )
}
