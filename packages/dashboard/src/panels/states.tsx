/** Stands in a panel while its figures load, when there are none, and when they cannot be fetched. */
import type { ComponentChildren } from 'preact'
import type { ApiError, ProblemKind } from '../api/api-error.js'

const words: Readonly<Record<ProblemKind, string>> = {
  unauthorized: 'Please sign in again: the collector did not accept the credentials.',
  forbidden: 'You may not see this.',
  not_found: 'There is no such tenant, or you may not see it.',
  invalid: 'The collector does not understand this question.',
  unavailable: 'The collector cannot answer just now.',
  unreachable: 'The collector does not answer.',
  unexpected: 'The collector gave an unexpected answer; its log has the reason.',
}

export function Failed({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  return (
    <div class="nothing">
      <p>
        {words[error.kind]}
        {error.detail !== undefined && <span class="muted"> {error.detail}</span>}
      </p>
      <p>
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      </p>
    </div>
  )
}

export const Nothing = ({ children }: { children: ComponentChildren }) => (
  <div class="nothing">{children}</div>
)

export const Loading = ({ draw }: { draw: string }) => (
  <div class={`ghost ghost-${draw}`}>
    <span class="visually-hidden">Loading</span>
  </div>
)
