import { hasFilter, toggleFilter } from '../view/filter.js'
import { useViewing } from '../view/use-view.js'
import type { Filter } from '../view/view.js'
import type { ColorName } from './theme.js'

export interface LegendItem {
  readonly name: string
  readonly color: ColorName
  readonly shape: 'line' | 'area'
  readonly filter: Filter | undefined
}

/** Names the series. One that stands for a value filters by it. */
export function Legend({
  items,
  hasEarlier = false,
}: {
  items: readonly LegendItem[]
  hasEarlier?: boolean
}) {
  if (items.length < 2 && !hasEarlier) return null
  return (
    <ul class="legend">
      {items.map((item) => (
        <li key={item.name}>
          <LegendEntry item={item} />
        </li>
      ))}
      {hasEarlier && (
        <li>
          <span class="legend-entry">
            <span class="key key-earlier" aria-hidden="true" />
            Before
          </span>
        </li>
      )}
    </ul>
  )
}

function LegendEntry({ item }: { item: LegendItem }) {
  const { view, go } = useViewing()
  const { filter } = item
  const content = (
    <>
      <span class={`key key-${item.shape} ${item.color}`} aria-hidden="true" />
      <bdi>{item.name}</bdi>
    </>
  )
  if (filter === undefined) return <span class="legend-entry">{content}</span>
  return (
    <button
      type="button"
      class="legend-entry"
      aria-pressed={hasFilter(view.filters, filter)}
      onClick={() => go({ filters: toggleFilter(view.filters, filter) })}
    >
      {content}
    </button>
  )
}
