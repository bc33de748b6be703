import { describeFilter } from '../format/filter-words.js'
import { toggleFilter } from '../view/filter.js'
import { useViewing } from '../view/use-view.js'

/** Shows the filters that all figures of the page have, each with a way to remove it. */
export function FilterBar() {
  const { view, go } = useViewing()
  if (view.filters.length === 0) return null
  return (
    <section class="filters" aria-label="Filters">
      <ul>
        {view.filters.map((filter) => {
          const words = describeFilter(filter)
          return (
            <li key={JSON.stringify(filter)} class="filter">
              <bdi title={words}>{words}</bdi>
              <button type="button" onClick={() => go({ filters: toggleFilter(view.filters, filter) })}>
                <span aria-hidden="true">×</span>
                <span class="visually-hidden">Remove the filter {words}</span>
              </button>
            </li>
          )
        })}
      </ul>
      <button type="button" class="quiet" onClick={() => go({ filters: [] })}>
        Remove all
      </button>
    </section>
  )
}
