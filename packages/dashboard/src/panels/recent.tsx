import type { AnalyticsData } from '@hushlog/schema/reports'
import { useEffect, useRef } from 'preact/hooks'
import { formatAgo, formatMoment, formatRedactions, none } from '../format.js'
import { useNow } from '../use-analytics.js'
import { Nothing, Panel, Scroll } from './panel.js'

/** Keeps the end of a long id, where ids differ. */
const shortId = (id: string) => (id.length > 10 ? `…${id.slice(-6)}` : id)

/** Returns the ids of the response before this one, so that new rows can be marked. */
function usePrevious(ids: readonly string[]): ReadonlySet<string> | undefined {
  const previous = useRef<ReadonlySet<string>>()
  const current = ids.join(' ')
  useEffect(() => {
    previous.current = new Set(current.split(' '))
  }, [current])
  return previous.current
}

export function RecentPanel({ data }: { data: AnalyticsData }) {
  const now = useNow(5_000)
  const before = usePrevious(data.recent.map((event) => event.id))
  return (
    <Panel title="Last events" note="Metadata only: no report shows what somebody wrote" size="full">
      {data.recent.length === 0 ? (
        <Nothing>No events in this period.</Nothing>
      ) : (
        <Scroll label="Last events, table">
          <table class="recent">
            <caption class="visually-hidden">The last {data.recent.length} events, newest first</caption>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Event</th>
                <th scope="col">Detail</th>
                <th scope="col">Kept out</th>
                <th scope="col">Page</th>
                <th scope="col">Session</th>
              </tr>
            </thead>
            <tbody>
              {data.recent.map((event) => (
                <tr key={event.id} class={before && !before.has(event.id) ? 'new' : ''}>
                  <td class="when">
                    <time dateTime={event.ts} title={formatMoment(event.ts)}>
                      {formatAgo(event.ts, now)}
                    </time>
                  </td>
                  <th scope="row">
                    <code>{event.event}</code>
                  </th>
                  <td>{event.detail ?? none}</td>
                  <td>
                    {event.redactions ? (
                      <span class="kept-out">{formatRedactions(event.redactions)}</span>
                    ) : (
                      none
                    )}
                  </td>
                  <td class="path">{event.page_path ?? none}</td>
                  <td class="id" title={event.session_id ?? undefined}>
                    {event.session_id === null ? none : shortId(event.session_id)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Panel>
  )
}
