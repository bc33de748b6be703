import { useViewing } from '../../view/use-view.js'
import { ViewLink } from '../../view/view-link.js'

/** Leads to older events, and back to the last ones; Back leads to the page before. */
export function Pages({ next }: { next: string | null }) {
  const { view } = useViewing()
  const { cursor, ...first } = view.own
  if (next === null && cursor === undefined) return null
  return (
    <nav class="pages" aria-label="Pages of events">
      {cursor !== undefined && <ViewLink change={{ own: first }}>Last events</ViewLink>}
      {next !== null && <ViewLink change={{ own: { ...first, cursor: next } }}>Older events</ViewLink>}
    </nav>
  )
}
