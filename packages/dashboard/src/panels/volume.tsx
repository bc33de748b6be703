import type { AnalyticsData } from '@hushlog/schema/reports'
import { useMemo } from 'preact/hooks'
import { type ChartSpec, type Series, TimeChart } from '../charts/chart.js'
import { formatBucket, formatCount } from '../format.js'
import { Legend, Panel } from './panel.js'

export function VolumePanel({ data }: { data: AnalyticsData }) {
  const { volume, bucket, totals } = data
  const spec = useMemo<ChartSpec>(() => {
    const series: Series[] = [
      { label: 'Queries', values: volume.map((p) => p.queries), color: 'series-2', shape: 'line' },
      { label: 'Sessions', values: volume.map((p) => p.sessions), color: 'series-3', shape: 'dashed' },
      { label: 'Events', values: volume.map((p) => p.events), color: 'series-1', shape: 'bar' },
    ]
    return { labels: volume.map((p) => formatBucket(p.at, bucket)), series, format: formatCount }
  }, [volume, bucket])
  const busiest = volume.reduce(
    (top, p) => (p.events > top.events ? p : top),
    volume[0] ?? { at: data.from, events: 0 },
  )
  return (
    <Panel
      title="Volume over time"
      note={`Per ${bucket}, UTC`}
      size="wide"
      table={{
        caption: `Volume per ${bucket}`,
        head: [bucket === 'hour' ? 'Hour' : 'Day', 'Events', 'Sessions', 'Queries', 'Responses'],
        rows: volume.map((p) => [
          formatBucket(p.at, bucket),
          formatCount(p.events),
          formatCount(p.sessions),
          formatCount(p.queries),
          formatCount(p.responses),
        ]),
      }}
    >
      <TimeChart
        spec={spec}
        label={`Volume per ${bucket}: ${formatCount(totals.events)} events in ${formatCount(totals.sessions)} sessions with ${formatCount(totals.queries)} queries; most on ${formatBucket(busiest.at, bucket)} with ${formatCount(busiest.events)} events.`}
      />
      <Legend items={spec.series} />
    </Panel>
  )
}
