import { useViewing } from '../view/use-view.js'
import type { View } from '../view/view.js'
import { ViewLink } from '../view/view-link.js'

interface EventsLinkProps {
  /** The metric whose figure this is. */
  readonly metric: { readonly id: string; readonly title: string }
  /** What the figure has beside the view, such as the filters of its row. */
  readonly filters?: View['filters']
  readonly range?: View['range'] | undefined
  readonly children: string
}

/** A figure that leads to its events, with the same filters and of the same period. */
export function EventsLink({ metric, filters = [], range, children }: EventsLinkProps) {
  const { view } = useViewing()
  return (
    <ViewLink
      class="figure-link"
      label={`${metric.title} ${children}: show the events`}
      change={{
        place: 'events',
        own: { metric: metric.id },
        filters: [
          ...new Map([...view.filters, ...filters].map((each) => [JSON.stringify(each), each])).values(),
        ],
        ...(range !== undefined && { range }),
      }}
    >
      {children}
    </ViewLink>
  )
}
