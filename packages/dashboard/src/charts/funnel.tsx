import type { FunnelAnswer, FunnelStep } from '../api/funnel.js'
import { formatFigure } from '../format/figure.js'

const most = (steps: readonly FunnelStep[]) => Math.max(1, ...steps.map(({ count }) => count ?? 0))

/** Returns `Widget loaded` for the event `widget_loaded`. */
function nameOf({ events, step }: FunnelStep): string {
  const name =
    events === null ? `Step ${step}` : events.map((event) => event.replaceAll('_', ' ')).join(' or ')
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** Steps as bars of those who reached them. */
export function Funnel({ answer: { steps, meta } }: { answer: FunnelAnswer }) {
  return (
    <ol class="funnel">
      {steps.map((step) => (
        <li key={step.step}>
          <div class="funnel-head">
            <span>{nameOf(step)}</span>
            <span class="number">
              {step.count === null ? 'too few to show' : formatFigure(step.count, 'count')}
              <span class="muted"> {meta.by === 'user' ? 'people' : 'sessions'}</span>
            </span>
          </div>
          <span class="funnel-bar" aria-hidden="true">
            <span style={{ width: `${((step.count ?? 0) / most(steps)) * 100}%` }} />
          </span>
          {step.from_previous !== null && (
            <p class="note">
              {formatFigure(step.from_previous, 'ratio')} of the step before
              {step.median_seconds_from_previous !== null &&
                `, half of them within ${formatFigure(step.median_seconds_from_previous, 'seconds')}`}
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}
