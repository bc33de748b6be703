import { askHealth, healthPath } from '../api/health.js'
import { address } from '../api/request.js'
import type { HealthChart } from '../boards/board.js'
import { Health } from '../charts/health.js'
import { useViewing } from '../view/use-view.js'
import { AnswerPanel } from './answer-panel.js'
import { copyText } from './copy-text.js'
import { Nothing } from './states.js'

export function HealthPanel({ chart }: { chart: HealthChart }) {
  const { view } = useViewing()
  const path = healthPath(view)
  return (
    <AnswerPanel
      chart={chart}
      request={path}
      ask={(signal) => askHealth(path, signal)}
      menu={() => [{ label: 'Copy query', run: () => copyText(`curl -u USER:PASSWORD '${address(path)}'`) }]}
      draw={({ rows }) =>
        rows.length > 0 ? (
          <Health services={rows} />
        ) : (
          <Nothing>
            <p>No service reports its health.</p>
            <p class="note">
              It needs <code>performance_sample</code> events.
            </p>
          </Nothing>
        )
      }
    />
  )
}
