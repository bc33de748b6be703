import { useCatalogue } from '../../api/use-catalogue.js'
import type { View } from '../../view/view.js'
import { eventTitle } from './event-title.js'

export interface ShownTypes {
  /** Names the types of events; none means all. */
  readonly events: readonly string[]
  readonly title: string | undefined
  /** False while the catalogue is not there, which says what a metric reads. */
  readonly isKnown: boolean
  /** True where a metric or an address leaves out types. */
  readonly isNarrowed: boolean
}

/** A metric that reads more types is shown with all events. */
const MOST_TYPES = 10

/** Says which types of events the address means: those that it names, or those that a metric reads. */
export function useTypes({ event, metric }: View['own']): ShownTypes {
  const catalogue = useCatalogue(event === undefined && metric !== undefined)
  if (event !== undefined) {
    const events = event.split(',').filter((name) => name !== '')
    return { events, title: events.map(eventTitle).join(', '), isKnown: true, isNarrowed: events.length > 0 }
  }
  if (metric === undefined) return { events: [], title: undefined, isKnown: true, isNarrowed: false }
  const found = catalogue?.metrics.find(({ id }) => id === metric)
  const isNarrowed = found !== undefined && found.events.length <= MOST_TYPES
  return {
    events: isNarrowed ? found.events : [],
    title: found && `Events of “${found.title}”`,
    isKnown: catalogue !== undefined,
    isNarrowed,
  }
}
