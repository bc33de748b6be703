import type { AnalyticsData } from '@hushlog/schema/reports'
import {
  formatCount,
  formatMs,
  formatRatio,
  formatSeconds,
  formatShare,
  formatShortCount,
} from '../format.js'

interface Figure {
  readonly label: string
  readonly value: string
  readonly note: string
  readonly exact?: string
}

function figures({ totals, topics }: AnalyticsData): readonly Figure[] {
  const answered = topics.reduce((total, topic) => total + topic.count, 0)
  const unmatched = topics.reduce((total, topic) => total + topic.no_match, 0)
  return [
    count('Events', totals.events, `${formatCount(totals.uploads)} uploads`),
    count('Sessions', totals.sessions, `${formatSeconds(totals.avg_session_seconds)} on average`),
    count('Queries', totals.queries, `${formatRatio(totals.queries_per_session)} a session`),
    count('Responses', totals.responses, `${formatShare(totals.visualization_share)} with a chart`),
    {
      label: 'Response time',
      value: formatMs(totals.avg_response_ms),
      note: `p95 ${formatMs(totals.p95_response_ms)}`,
    },
    {
      label: 'No match',
      value: formatShare(answered === 0 ? null : unmatched / answered),
      note: `${formatCount(unmatched)} questions without an answer`,
    },
    { label: 'Completion', value: formatShare(totals.completion_rate), note: 'sessions that the page ended' },
    count(
      'Errors',
      totals.errors,
      totals.events === 0 ? 'of no events' : `${formatShare(totals.errors / totals.events)} of events`,
    ),
  ]
}

const count = (label: string, n: number, note: string): Figure => ({
  label,
  value: formatShortCount(n),
  note,
  exact: formatCount(n),
})

export function Headline({ data }: { data: AnalyticsData }) {
  return (
    <section class="headline" aria-label="Headline figures">
      <h2 class="visually-hidden">Headline figures</h2>
      <dl>
        {figures(data).map((figure) => (
          <div key={figure.label} class="figure">
            <dt>{figure.label}</dt>
            <dd class="figure-value" title={figure.exact}>
              {figure.value}
            </dd>
            <dd class="figure-note">{figure.note}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
