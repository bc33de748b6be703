import type { AlertRow } from '../../api/alerts.js'
import { askQuery, type Query } from '../../api/query.js'
import { useAnswer } from '../../api/use-answer.js'
import type { QueryChart } from '../../boards/board.js'
import { timeBucket } from '../../boards/time-bucket.js'
import { Draw } from '../../charts/draw.js'
import { formatFigure } from '../../format/figure.js'
import { describeFilter } from '../../format/filter-words.js'
import { formatMinute } from '../../format/time.js'
import { Panel } from '../../panels/panel.js'
import { Failed, Loading, Nothing } from '../../panels/states.js'
import { useViewing } from '../../view/use-view.js'
import type { View } from '../../view/view.js'
import { besideThreshold } from './beside-threshold.js'

/** Groups of all buckets; an alert compares the worst of them. */
const MOST_GROUPS = 1_000

/** Returns what an alert asks, over the period of the view. The filters of the view are not its own. */
function queryOverTime({ query, tenant }: AlertRow, view: View): Query | undefined {
  if (query === null) return undefined
  return {
    tenant,
    metrics: query.metrics,
    dimensions: [timeBucket(view.range), ...(query.dimensions ?? [])],
    ...(query.filters && { filters: query.filters }),
    date_range: view.range,
    time_zone: view.timeZone,
    limit: MOST_GROUPS,
  }
}

const chartOf = ({ name, query }: AlertRow): QueryChart => ({
  id: 'alert',
  title: name,
  size: 'half',
  draw: 'line',
  ask: { metrics: query?.metrics ?? [], dimensions: ['time'] },
})

/** Shows whether an alert fires, why, and its figure over time with the threshold. */
export function AlertPanel({ alert }: { alert: AlertRow }) {
  const { view } = useViewing()
  const query = queryOverTime(alert, view)
  const { answer, error, isAsking, retry } = useAnswer(query && JSON.stringify(query), (signal) =>
    query ? askQuery(query, signal) : Promise.reject(new Error('An alert without a query asks nothing.')),
  )
  const shown = answer && besideThreshold(answer, alert.compare, alert.threshold)
  return (
    <Panel title={alert.name} size="half" isBusy={isAsking}>
      <Why alert={alert} metric={shown?.columns[1]} />
      {query === undefined && <Nothing>It has not been looked at yet: that happens once a minute.</Nothing>}
      {query && error && !shown && <Failed error={error} onRetry={retry} />}
      {query && !error && !shown && <Loading draw="line" />}
      {shown && <Draw chart={chartOf(alert)} answer={shown} />}
    </Panel>
  )
}

interface WhyProps {
  readonly alert: AlertRow
  readonly metric: { readonly title: string; readonly unit: Parameters<typeof formatFigure>[1] } | undefined
}

function Why({ alert, metric }: WhyProps) {
  const { view } = useViewing()
  const { state, since, value, compare, threshold, window, periods, query } = alert
  const unit = metric?.unit ?? null
  const isFiring = state === 'firing'
  const names = (query?.dimensions ?? []).map((each) => (typeof each === 'string' ? each : each.bucket))
  return (
    <div class="alert-why">
      <p>
        <span class={`chip ${isFiring ? 'chip-stopped' : 'chip-running'}`}>
          {isFiring ? 'Firing' : 'Quiet'}
        </span>{' '}
        {since !== null && `${isFiring ? 'since' : 'ended'} ${formatMinute(since, view.timeZone)}`}
        {since === null && 'has never fired'}
      </p>
      <p>
        {metric?.title ?? query?.metrics[0] ?? 'Its figure'}
        {names.length > 0 && `, the worst of each ${names.join(', ')}`}:{' '}
        <strong>{value === null ? 'without a value' : formatFigure(value, unit)}</strong> in the last {window}
        . It fires {compare} {formatFigure(threshold, unit)}
        {periods > 1 && ` in ${periods} windows, one before the other`}.
      </p>
      {query?.filters !== undefined && query.filters.length > 0 && (
        <p class="note">
          Of events where <bdi>{query.filters.map(describeFilter).join(' and ')}</bdi>
        </p>
      )}
    </div>
  )
}
