import { askRetention } from '../api/retention.js'
import type { RetentionChart } from '../boards/board.js'
import { retentionOf } from '../boards/query-of.js'
import { Retention } from '../charts/retention.js'
import { useViewing } from '../view/use-view.js'
import { AnswerPanel } from './answer-panel.js'
import { copyItems } from './copy-items.js'
import { Nothing } from './states.js'

export function RetentionPanel({ chart }: { chart: RetentionChart }) {
  const { view } = useViewing()
  const request = retentionOf(chart, view)
  return (
    <AnswerPanel
      chart={chart}
      request={request}
      ask={(signal) => askRetention(request, signal)}
      menu={() => copyItems(chart.id, '/v1/retention', request)}
      draw={(answer) =>
        answer.rows.length > 0 ? (
          <Retention answer={answer} />
        ) : (
          <Nothing>
            <p>Nobody is known again in this period.</p>
            <p class="note">It needs events with a user, which becomes a pseudonym.</p>
          </Nothing>
        )
      }
    />
  )
}
