/** What surrounds every place: where one is, of whom and of when the figures are, and how fresh. */
import type { ComponentChildren } from 'preact'
import type { Me } from '../api/me.js'
import { formatPeriod } from '../format/period-label.js'
import type { Place } from '../places/place.js'
import { useViewing } from '../view/use-view.js'
import { ComparisonChooser } from './comparison-chooser.js'
import { FilterBar } from './filter-bar.js'
import { FreshnessWord } from './freshness-word.js'
import { Navigation } from './navigation.js'
import { PeriodChooser } from './period-chooser.js'
import { SignedIn } from './signed-in.js'
import { TenantChooser } from './tenant-chooser.js'
import { ZoneChooser } from './zone-chooser.js'

interface ShellProps {
  readonly place: Place
  readonly places: readonly Place[]
  /** Is unknown at first. */
  readonly me: Me | undefined
  readonly children: ComponentChildren
}

export function Shell({ place, places, me, children }: ShellProps) {
  const { view } = useViewing()
  return (
    <div class="shell">
      <a class="skip" href="#figures">
        Skip to the figures
      </a>
      <header class="side">
        <p class="brand">
          <Mark />
          <span>Hushlog</span>
        </p>
        <TenantChooser tenants={me?.tenants ?? []} />
        <Navigation places={places} current={place.id} />
        <FreshnessWord />
        {me && <SignedIn me={me} />}
      </header>
      <main class="page">
        <div class="page-head">
          <div class="page-title">
            <h1>{place.title}</h1>
            <p class="muted">{place.question}</p>
          </div>
          <div class="controls">
            <PeriodChooser />
            <ComparisonChooser />
            <ZoneChooser />
          </div>
        </div>
        <FilterBar />
        <div id="figures" tabIndex={-1}>
          {children}
        </div>
        <footer class="bottom">
          <p>
            {formatPeriod(view.range)}, in the zone {view.timeZone}. Hushlog counts what happens in
            conversations and never collects what people said.
          </p>
        </footer>
      </main>
    </div>
  )
}

const Mark = () => (
  <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
    <rect class="mark-ground" width="32" height="32" rx="8" />
    <path class="mark-line" d="M9 8v16M23 8v16" />
    <rect class="mark-block" x="12.2" y="13.2" width="7.6" height="5.6" rx="1.6" />
  </svg>
)
