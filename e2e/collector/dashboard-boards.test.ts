/** Every chart of the boards that come with the dashboard asks a question that the collector understands. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { boards } from '../../packages/dashboard/src/boards/index.js'
import { funnelOf, queryOf, retentionOf } from '../../packages/dashboard/src/boards/query-of.js'
import type { View } from '../../packages/dashboard/src/view/view.js'
import { adminPassword, type CollectorProcess, startCollector } from '../processes/collector-process.js'

let collector: CollectorProcess
beforeAll(async () => {
  collector = await startCollector({ config: { sinks: [{ type: 'embedded' }] } })
  // The store is opened after the collector listens.
  await vi.waitFor(async () => expect((await ask('/reports/overview')).status).toBe(200), 30_000)
})
afterAll(() => collector.dispose())

const view: View = {
  place: 'overview',
  tenant: 'acme',
  range: '7d',
  timeZone: 'Europe/Zurich',
  compare: 'previous_period',
  filters: [['is', 'channel', ['chat']]],
  own: {},
}
const authorization = `Basic ${Buffer.from(`admin:${adminPassword}`).toString('base64')}`

const ask = (path: string, body?: unknown) =>
  fetch(`${collector.url}${path}`, {
    headers: { authorization, 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  })

/** Lists the path and the body of each request of a chart. */
function requestsOf(chart: (typeof boards)[number]['sections'][number]['charts'][number]) {
  switch (chart.draw) {
    case 'funnel':
      return [['/v1/funnel', funnelOf(chart, view)] as const]
    case 'retention':
      return [['/v1/retention', retentionOf(chart, view)] as const]
    case 'changes':
      return chart.changes.map(
        ({ metric, dimension }) =>
          [
            '/v1/query',
            queryOf({ draw: 'table', ask: { metrics: [metric], dimensions: [dimension] } }, view),
          ] as const,
      )
    case 'health':
      return []
    default:
      return [['/v1/query', queryOf(chart, view)] as const]
  }
}

describe.each(boards.map((board) => [board.id, board] as const))('the board %s', (_id, board) => {
  const charts = board.sections.flatMap((section) => section.charts)

  it('has ids of its own for its charts', () => {
    const ids = charts.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each(charts.map((chart) => [chart.id, chart] as const))(
    'asks what is understood: %s',
    async (_chart, chart) => {
      for (const [path, body] of requestsOf(chart)) {
        const response = await fetch(`${collector.url}${path}`, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
        expect(response.status, await response.text()).toBe(200)
      }
    },
  )
})
