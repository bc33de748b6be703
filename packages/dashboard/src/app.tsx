import { useEffect, useMemo } from 'preact/hooks'
import { useFreshness } from './api/freshness.js'
import { type Tenant, useMe } from './api/me.js'
import { useHasEvents } from './api/use-has-events.js'
import { LiveProvider, useLiveOf } from './api/use-live.js'
import { AddingToBoards } from './places/boards/adding.js'
import { placeById, places } from './places/index.js'
import type { Place } from './places/place.js'
import { Failure, StaleBanner } from './shell/failure.js'
import { FirstEvent } from './shell/first-event.js'
import { Shell } from './shell/shell.js'
import { rememberedTenant, tenantOf } from './view/remembered-tenant.js'
import { titleOf } from './view/title.js'
import { useAddressedView, ViewProvider } from './view/use-view.js'

const noTenants: readonly Tenant[] = []

/** Chooses the place and the tenant from the address. */
export function App() {
  const addressed = useAddressedView()
  const me = useMe()
  const tenants = me?.tenants ?? noTenants
  const tenant = tenantOf(
    addressed.view.tenant,
    tenants.map(({ id }) => id),
    rememberedTenant(),
  )
  const viewing = useMemo(() => ({ ...addressed, view: { ...addressed.view, tenant } }), [addressed, tenant])
  // Whose figures are meant is known by the address, or once it is known that there is only one.
  const isKnown = tenant !== undefined || me !== undefined
  const live = useLiveOf(tenant, isKnown)
  const place = placeById(viewing.view.place)
  const shown = tenants.find(({ id }) => id === (tenant ?? tenants[0]?.id))
  const name = shown?.name ?? tenant
  useEffect(() => {
    document.title = titleOf(viewing.view, place?.title, name)
  }, [viewing, place, name])
  if (place === undefined) return null
  return (
    <ViewProvider value={viewing}>
      <LiveProvider value={live}>
        <AddingToBoards me={me}>
          <Shell place={place} places={places} me={me ?? undefined}>
            {isKnown && <Content key={`${place.id} ${tenant}`} place={place} tenant={shown} />}
          </Shell>
        </AddingToBoards>
      </LiveProvider>
    </ViewProvider>
  )
}

function Content({ place, tenant }: { place: Place; tenant: Tenant | undefined }) {
  const { answeredAt, failure } = useFreshness()
  const hasEvents = useHasEvents()
  if (hasEvents === false && !place.needsNoEvents) return <FirstEvent tenant={tenant} />
  const hasNoFigures = failure !== undefined && answeredAt === undefined
  return (
    <>
      {hasNoFigures && <Failure failure={failure} />}
      {failure !== undefined && !hasNoFigures && <StaleBanner failure={failure} />}
      {/* The panels stay, because they ask again. */}
      <div hidden={hasNoFigures}>
        <place.Page />
      </div>
    </>
  )
}
