import type { ApiError } from '../../api/api-error.js'
import { Failed } from '../../panels/states.js'
import { ViewLink } from '../../view/view-link.js'

/** Says why single events are not there: often the configuration wants it so. */
export function EventsFailed({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  if (error.refusal.code !== 'aggregates_only') return <Failed error={error} onRetry={onRetry} />
  return (
    <div class="nothing only-figures">
      <h3>Only figures may be read here</h3>
      <p>
        The configuration sets <code>reports.min_sessions</code>, so that no figure is of fewer sessions. A
        single event or session would be of one, and is not shown to anybody.
      </p>
      <p>
        <ViewLink change={{ place: 'explore', own: {} }}>Explore the figures</ViewLink>
      </p>
    </div>
  )
}
