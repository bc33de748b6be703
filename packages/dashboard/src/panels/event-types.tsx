import type { AnalyticsData } from '@hushlog/schema/reports'
import { formatCount, formatShare } from '../format.js'
import { Bar, Nothing, Panel } from './panel.js'

/** This many rows fit beside the chart of response times. The table has all of them. */
const maxRows = 9

export function EventTypesPanel({ data }: { data: AnalyticsData }) {
  const rows = [...data.by_event].sort((a, b) => b.count - a.count)
  const top = rows.slice(0, rows.length > maxRows + 1 ? maxRows : maxRows + 1)
  const rest = rows.slice(top.length)
  const most = rows[0]?.count ?? 0
  const total = rows.reduce((sum, row) => sum + row.count, 0)
  return (
    <Panel
      title="Events by type"
      size="narrow"
      table={{
        caption: 'Events by type',
        head: ['Event', 'Count', 'Share'],
        rows: rows.map((row) => [
          row.event,
          formatCount(row.count),
          formatShare(row.count / Math.max(1, total)),
        ]),
      }}
    >
      {rows.length === 0 ? (
        <Nothing>No events in this period.</Nothing>
      ) : (
        <table class="bars dense">
          <caption class="visually-hidden">Events by type</caption>
          <thead class="visually-hidden">
            <tr>
              <th scope="col">Event</th>
              <th scope="col">Count</th>
            </tr>
          </thead>
          <tbody>
            {top.map((row) => (
              <tr key={row.event}>
                <th scope="row">
                  <code>{row.event}</code>
                  <Bar share={row.count / most} />
                </th>
                <td class="number">{formatCount(row.count)}</td>
              </tr>
            ))}
            {rest.length > 0 && (
              <tr class="muted">
                <th scope="row">{rest.length} more types</th>
                <td class="number">{formatCount(rest.reduce((sum, row) => sum + row.count, 0))}</td>
              </tr>
            )}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
