import type { Ledgers } from '../../api/ledgers.js'
import { formatFigure } from '../../format/figure.js'
import { Panel } from '../../panels/panel.js'
import { Nothing } from '../../panels/states.js'
import { Bar } from './bar.js'
import { formatRule } from './rule-name.js'
import { privacySum } from './sums.js'

export function PrivacyPanel({ data }: { data: Ledgers }) {
  const { privacy } = data
  const sum = privacySum(privacy)
  const rules = [...privacy.rules].sort((a, b) => b.client + b.collector - (a.client + a.collector))
  const most = Math.max(1, ...rules.map((rule) => rule.client + rule.collector))
  return (
    <Panel title="Privacy ledger" note="What was kept out, and where it was caught" size="half">
      <p class="statement">
        <strong>{formatFigure(sum.total, 'count')}</strong> {sum.total === 1 ? 'finding' : 'findings'}{' '}
        replaced before anything was stored
        {sum.clientShare !== null && (
          <>
            ; <strong>{formatFigure(sum.clientShare, 'ratio')}</strong> never left the page or back end
          </>
        )}
        .
      </p>
      {rules.length === 0 ? (
        <Nothing>Nothing personal was found in this period.</Nothing>
      ) : (
        <table class="ledger">
          <caption class="visually-hidden">Findings by rule and by the stage that caught them</caption>
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col" class="number">
                In the client
              </th>
              <th scope="col" class="number">
                Missed, caught by the collector
              </th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <tr key={rule.rule}>
                <th scope="row">
                  {formatRule(rule.rule)}
                  <Bar share={(rule.client + rule.collector) / most} />
                </th>
                <td class="number">{formatFigure(rule.client, 'count')}</td>
                <td class={rule.collector > 0 ? 'number caught' : 'number muted'}>
                  {formatFigure(rule.collector, 'count')}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All kinds</th>
              <td class="number">{formatFigure(sum.client, 'count')}</td>
              <td class="number">{formatFigure(sum.collector, 'count')}</td>
            </tr>
            <tr>
              <th scope="row">Unknown fields removed</th>
              <td class="number">{formatFigure(privacy.removed_fields.client, 'count')}</td>
              <td class="number">{formatFigure(privacy.removed_fields.collector, 'count')}</td>
            </tr>
          </tfoot>
        </table>
      )}
      <p class="note">
        {privacy.events_with_text === 0
          ? 'No stored event holds text that a person or a model wrote.'
          : `${formatFigure(privacy.events_with_text, 'count')} stored events hold redacted text, because content capture is on.`}
      </p>
    </Panel>
  )
}
