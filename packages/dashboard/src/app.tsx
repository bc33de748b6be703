import type { AnalyticsData } from '@hushlog/schema/reports'
import { useMemo, useState } from 'preact/hooks'
import {
  type Choice,
  choiceQuery,
  readChoice,
  rememberedTenant,
  rememberTenant,
  withTenant,
} from './choice.js'
import { formatMinute } from './format.js'
import { Header } from './header.js'
import { DeliveryPanel } from './panels/delivery.js'
import { EventTypesPanel } from './panels/event-types.js'
import { Headline } from './panels/headline.js'
import { PrivacyPanel } from './panels/privacy.js'
import { RecentPanel } from './panels/recent.js'
import { ResponseTimePanel } from './panels/response-time.js'
import { TopicsPanel } from './panels/topics.js'
import { VolumePanel } from './panels/volume.js'
import { PlaygroundSection } from './playground/section.js'
import { Empty, Failure, NoStoreBanner, Skeleton, StaleBanner } from './states.js'
import { useAnalytics, useTenants } from './use-analytics.js'

export function App() {
  const [chosen, setChoice] = useState(() => readChoice(location.search))
  const tenants = useTenants()
  const choice = useMemo(() => {
    const ids = tenants?.map(({ tenant_id }) => tenant_id)
    return withTenant(chosen, ids, rememberedTenant())
  }, [chosen, tenants])
  const state = useAnalytics(choice)
  const { data, problem, retry } = state
  const choose = (next: Choice) => {
    history.replaceState(null, '', `${location.pathname}?${choiceQuery(next)}`)
    if (next.tenant !== undefined) rememberTenant(next.tenant)
    setChoice(next)
  }
  return (
    <>
      <a class="skip" href="#figures">
        Skip to the figures
      </a>
      <Header choice={choice ?? chosen} tenants={tenants ?? []} state={state} onChoose={choose} />
      <main id="figures" tabIndex={-1} aria-busy={data === undefined && problem === undefined}>
        {data && problem && <StaleBanner problem={problem} onRetry={retry} />}
        {data?.store === null && <NoStoreBanner />}
        {data === undefined && (problem ? <Failure problem={problem} onRetry={retry} /> : <Skeleton />)}
        {data && (isEmpty(data) ? <Empty /> : <Figures data={data} />)}
        <PlaygroundSection />
      </main>
      <footer class="bottom">
        {data && (
          <p>
            {formatMinute(data.from)} to {formatMinute(data.to)}. All times are UTC.
          </p>
        )}
        <p>Hushlog counts what happens in conversations and never collects what people said.</p>
      </footer>
    </>
  )
}

const isEmpty = (data: AnalyticsData) =>
  data.store !== null && data.totals.events === 0 && data.recent.length === 0

function Figures({ data }: { data: AnalyticsData }) {
  return (
    <>
      <Headline data={data} />
      <div class="panels">
        <VolumePanel data={data} />
        <TopicsPanel data={data} />
        <ResponseTimePanel data={data} />
        <EventTypesPanel data={data} />
        <PrivacyPanel data={data} />
        <DeliveryPanel data={data} />
        <RecentPanel data={data} />
      </div>
    </>
  )
}
