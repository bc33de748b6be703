import { useCatalogue } from '../../api/use-catalogue.js'
import type { QueryChart } from '../../boards/board.js'
import { QueryPanel } from '../../panels/query-panel.js'
import { useViewing } from '../../view/use-view.js'

/** Any metric by any dimension that goes with it. */
export function ExplorePage() {
  const { view, go } = useViewing()
  const catalogue = useCatalogue()
  const metric = view.own.metric ?? 'events'
  const by = view.own.by ?? 'time'
  const chart: QueryChart = {
    id: 'explored',
    title: catalogue?.metrics.find(({ id }) => id === metric)?.title ?? metric,
    size: 'full',
    ...(by === 'time'
      ? { draw: 'line', ask: { metrics: [metric], dimensions: ['time'] } }
      : { draw: 'table', ask: { metrics: [metric], dimensions: [by] } }),
  }
  return (
    <>
      <div class="fields">
        <label class="field">
          Metric
          <select
            value={metric}
            onChange={(e) => go({ own: { ...view.own, metric: e.currentTarget.value } })}
          >
            {(catalogue?.metrics ?? [{ id: metric, title: metric }]).map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          By
          <select value={by} onChange={(e) => go({ own: { ...view.own, by: e.currentTarget.value } })}>
            <option value="time">Time</option>
            {(catalogue?.dimensions ?? [])
              .filter(({ metrics }) => metrics.includes(metric))
              .map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
          </select>
        </label>
      </div>
      <div class="panels">
        <QueryPanel key={`${metric} ${by}`} chart={chart} />
      </div>
    </>
  )
}
