import type { AnalyticsData } from '@hushlog/schema/reports'
import { useMemo } from 'preact/hooks'
import { type ChartSpec, type Series, TimeChart } from '../charts/chart.js'
import { formatBucket, formatCount, formatMs } from '../format.js'
import { Legend, Nothing, Panel } from './panel.js'

export function ResponseTimePanel({ data }: { data: AnalyticsData }) {
  const { response_time: points, bucket, totals } = data
  const spec = useMemo<ChartSpec>(() => {
    const series: Series[] = [
      { label: 'Average', values: points.map((p) => p.avg_ms), color: 'series-1', shape: 'line' },
      { label: '95th percentile', values: points.map((p) => p.p95_ms), color: 'series-4', shape: 'dashed' },
    ]
    return { labels: points.map((p) => formatBucket(p.at, bucket)), series, format: formatMs }
  }, [points, bucket])
  const slowest = points.reduce((top, p) => Math.max(top, p.p95_ms ?? 0), 0)
  return (
    <Panel
      title="Response time"
      note="From question to complete answer"
      size="wide"
      table={{
        caption: `Response time per ${bucket}`,
        head: [bucket === 'hour' ? 'Hour' : 'Day', 'Responses', 'Average', 'p95'],
        rows: points.map((p) => [
          formatBucket(p.at, bucket),
          formatCount(p.responses),
          formatMs(p.avg_ms),
          formatMs(p.p95_ms),
        ]),
      }}
    >
      {totals.avg_response_ms === null ? (
        <Nothing>
          No timed responses in this period. Send <code>agent_response</code> with{' '}
          <code>processing_time_ms</code>.
        </Nothing>
      ) : (
        <>
          <TimeChart
            spec={spec}
            label={`Response time per ${bucket}: ${formatMs(totals.avg_response_ms)} on average, 95th percentile ${formatMs(totals.p95_response_ms)}, slowest ${bucket} ${formatMs(slowest)}.`}
          />
          <Legend items={spec.series} />
        </>
      )}
    </Panel>
  )
}
