import { Panel } from '../../panels/panel.js'

const example = `alerts:
  - name: no-match
    tenant: "*"
    query: { metrics: [no_match_rate] }
    above: 0.2
    window: 1h
    periods: 2
    notify: [log]`

/** Says how to configure an alert. */
export const NoAlerts = () => (
  <Panel title="No alerts are configured" size="full">
    <p>An alert watches any figure of the dashboard. Put this into the collector’s configuration:</p>
    <pre class="snippet">
      <code>{example}</code>
    </pre>
    <p class="muted">
      “hushlog check” says whether it is right, and SIGHUP takes it over without a restart. Explore lists all
      figures; docs/alerts.md says what else an alert may have, such as a webhook.
    </p>
  </Panel>
)
