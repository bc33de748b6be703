/** Shows name, tenant, period and export, and whether the figures are up to date. */
import { type Choice, periods } from './choice.js'
import { exportAddress, type NamedTenant } from './data.js'
import { formatAgo } from './format.js'
import { type AnalyticsState, useNow } from './use-analytics.js'

interface HeaderProps {
  readonly choice: Choice
  readonly tenants: readonly NamedTenant[]
  readonly state: AnalyticsState
  readonly onChoose: (choice: Choice) => void
}

export function Header({ choice, tenants, state, onChoose }: HeaderProps) {
  const shown = choice.tenant ?? state.data?.tenant_id
  const name = tenants.find((tenant) => tenant.tenant_id === shown)?.name ?? shown
  return (
    <header class="top">
      <div class="brand">
        <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
          <rect class="mark-ground" width="32" height="32" rx="8" />
          <path class="mark-line" d="M9 8v16M23 8v16" />
          <rect class="mark-block" x="12.2" y="13.2" width="7.6" height="5.6" rx="1.6" />
        </svg>
        <h1>
          Hushlog <span class="muted">analytics</span>
        </h1>
        {tenants.length > 1 ? (
          <label class="tenant">
            <span class="visually-hidden">Tenant</span>
            <select value={shown} onChange={(e) => onChoose({ ...choice, tenant: e.currentTarget.value })}>
              {tenants.map((tenant) => (
                <option key={tenant.tenant_id} value={tenant.tenant_id}>
                  {tenant.name}
                </option>
              ))}
            </select>
          </label>
        ) : (
          name !== undefined && <span class="tenant-name">{name}</span>
        )}
      </div>
      <Freshness state={state} />
      <div class="controls">
        <fieldset class="periods">
          <legend class="visually-hidden">Period</legend>
          {periods.map((days) => (
            <label key={days}>
              <input
                type="radio"
                name="days"
                value={days}
                checked={choice.days === days}
                onChange={() => onChoose({ ...choice, days })}
              />
              <span>{days === 1 ? '1 day' : `${days} days`}</span>
            </label>
          ))}
        </fieldset>
        <nav class="exports" aria-label="Export">
          <a href={exportAddress(choice, 'csv')} download>
            <span class="visually-hidden">Export </span>CSV
          </a>
          <a href={exportAddress(choice, 'json')} download>
            <span class="visually-hidden">Export </span>JSON
          </a>
        </nav>
      </div>
    </header>
  )
}

/** Screen readers announce the word, which changes rarely, and not the age beside it. */
function Freshness({ state }: { state: AnalyticsState }) {
  const now = useNow(1_000)
  const stale = state.data !== undefined && state.problem !== undefined
  const word =
    state.data === undefined
      ? state.problem === undefined
        ? 'Loading'
        : 'No figures'
      : stale
        ? 'Not updating'
        : state.mode === 'live'
          ? 'Live'
          : 'Polling'
  const kind = word === 'Live' ? 'live' : word === 'Polling' || word === 'Loading' ? 'polling' : 'stale'
  return (
    <p class={`freshness freshness-${kind}`}>
      <span role="status">{word}</span>
      {state.data && <span class="muted"> · updated {formatAgo(state.data.generated_at, now)}</span>}
    </p>
  )
}
