import type { Changed } from '../boards/biggest-changes.js'
import { formatValue } from '../format/dimension-value.js'
import { formatFigure } from '../format/figure.js'
import { filterFor, hasFilter, toggleFilter } from '../view/filter.js'
import { useViewing } from '../view/use-view.js'
import { Delta } from './delta.js'

/** Values whose counts changed most; each is a button that filters by it. */
export function Changes({ changes }: { changes: readonly Changed[] }) {
  const { view, go } = useViewing()
  return (
    <ol class="changes">
      {changes.map((changed) => {
        const { dimension, metric, value, now, before } = changed
        const filter = filterFor(dimension.id, value)
        const name = formatValue(dimension.id, value)
        return (
          <li key={`${dimension.id} ${metric.title} ${String(value)}`}>
            <button
              type="button"
              class="change"
              aria-pressed={hasFilter(view.filters, filter)}
              onClick={() => go({ filters: toggleFilter(view.filters, filter) })}
            >
              <span class="change-name">
                <bdi title={name}>{name}</bdi>
                <span class="note">
                  {metric.title} by {dimension.title.toLowerCase()}
                </span>
              </span>
              <span class="change-figures number">
                <span>
                  <span class="muted">{formatFigure(before, 'count')} → </span>
                  {formatFigure(now, 'count')}
                </span>
                {before === 0 ? (
                  <span class="delta delta-even">new</span>
                ) : (
                  <Delta change={(now - before) / before} column={{ unit: 'count', better: metric.better }} />
                )}
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
