import type { AnalyticsData } from '@hushlog/schema/reports'
import { formatCount } from '../format.js'
import { Bar, Nothing, Panel } from './panel.js'

export function EventTypesPanel({ data }: { data: AnalyticsData }) {
  const rows = [...data.by_event].sort((a, b) => b.count - a.count)
  const most = rows[0]?.count ?? 0
  return (
    <Panel title="Events by type" size="narrow">
      {rows.length === 0 ? (
        <Nothing>No events in this period.</Nothing>
      ) : (
        <table class="bars">
          <caption class="visually-hidden">Events by type</caption>
          <thead class="visually-hidden">
            <tr>
              <th scope="col">Event</th>
              <th scope="col">Count</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.event}>
                <th scope="row">
                  <code>{row.event}</code>
                  <Bar share={row.count / most} />
                </th>
                <td class="number">{formatCount(row.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
