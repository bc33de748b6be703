import { askLedgers, ledgersPath } from '../../api/ledgers.js'
import { useAnswer } from '../../api/use-answer.js'
import { QueryPanel } from '../../panels/query-panel.js'
import { Failed, Loading } from '../../panels/states.js'
import { useViewing } from '../../view/use-view.js'
import { ArrivalPanel } from './arrival.js'
import { redactionsOverTime, versions } from './data-charts.js'
import { DeliveryPanel } from './delivery.js'
import { PlaygroundSection } from './playground/section.js'
import { PrivacyPanel } from './privacy.js'
import { RefusalsPanel } from './refusals.js'
import '../../styles/data.css'

/** What was refused, kept out and delivered, what to check, and a place to try the sanitizer. */
export function DataPage() {
  const { view } = useViewing()
  const path = ledgersPath(view)
  const { answer, error, retry } = useAnswer(path, (signal) => askLedgers(path, signal))
  return (
    <>
      <div class="panels">
        <RefusalsPanel />
        {!answer && (error ? <Failed error={error} onRetry={retry} /> : <Loading draw="table" />)}
        {answer && (
          <>
            {answer.store !== null && <PrivacyPanel data={answer} />}
            <DeliveryPanel data={answer} />
            <ArrivalPanel data={answer} />
          </>
        )}
        <QueryPanel chart={versions} />
        <QueryPanel chart={redactionsOverTime} />
      </div>
      <PlaygroundSection />
    </>
  )
}
