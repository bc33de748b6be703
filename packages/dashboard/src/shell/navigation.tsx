import type { Place } from '../places/place.js'
import { useViewing } from '../view/use-view.js'

/** Links to the places; tenant, period and filters go along. */
export function Navigation({ places, current }: { places: readonly Place[]; current: string }) {
  const { go, address } = useViewing()
  return (
    <nav class="places" aria-label="Places">
      <ul>
        {places
          .filter(({ isInNavigation }) => isInNavigation)
          .map(({ id, title }) => (
            <li key={id}>
              <a
                href={address({ place: id, own: {} })}
                aria-current={id === current ? 'page' : undefined}
                onClick={(event) => {
                  // A click with a modifier opens another tab.
                  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
                  event.preventDefault()
                  go({ place: id, own: {} })
                  scrollTo(0, 0)
                }}
              >
                {title}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  )
}
