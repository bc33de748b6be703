import { alertsPath, askAlerts } from '../../api/alerts.js'
import { useAnswer } from '../../api/use-answer.js'
import { Panel } from '../../panels/panel.js'
import { Failed, Loading } from '../../panels/states.js'
import { useViewing } from '../../view/use-view.js'
import { AlertPanel } from './alert-panel.js'
import { NoAlerts } from './no-alerts.js'
import '../../styles/alerts.css'

/** What fires comes first, as the collector orders it. */
export function AlertsPage() {
  const { view } = useViewing()
  const path = alertsPath(view.tenant)
  const { answer: alerts, error, retry } = useAnswer(path, (signal) => askAlerts(path, signal))
  if (alerts === undefined)
    return (
      <Panel title="Alerts" size="full">
        {error ? <Failed error={error} onRetry={retry} /> : <Loading draw="table" />}
      </Panel>
    )
  if (alerts.length === 0) return <NoAlerts />
  const firing = alerts.filter(({ state }) => state === 'firing').length
  return (
    <>
      <p class="alerts-sum">
        <strong>{firing === 0 ? 'None' : firing}</strong> of {alerts.length}{' '}
        {alerts.length === 1 ? 'alert' : 'alerts'} {firing === 1 ? 'fires' : 'fire'}.
      </p>
      <div class="panels">
        {alerts.map((alert) => (
          <AlertPanel key={`${alert.tenant} ${alert.name}`} alert={alert} />
        ))}
      </div>
    </>
  )
}
