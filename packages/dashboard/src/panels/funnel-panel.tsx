import { askFunnel } from '../api/funnel.js'
import type { FunnelChart } from '../boards/board.js'
import { funnelOf } from '../boards/query-of.js'
import { Funnel } from '../charts/funnel.js'
import { useViewing } from '../view/use-view.js'
import { AnswerPanel } from './answer-panel.js'
import { copyItems } from './copy-items.js'
import { Nothing } from './states.js'

export function FunnelPanel({ chart }: { chart: FunnelChart }) {
  const { view } = useViewing()
  const request = funnelOf(chart, view)
  return (
    <AnswerPanel
      chart={chart}
      request={request}
      ask={(signal) => askFunnel(request, signal)}
      menu={() => copyItems(chart.id, '/v1/funnel', request)}
      draw={(answer) =>
        answer.steps.some(({ count }) => count) ? (
          <Funnel answer={answer} />
        ) : (
          <Nothing>
            <p>Nobody took the first step in this period.</p>
          </Nothing>
        )
      }
    />
  )
}
