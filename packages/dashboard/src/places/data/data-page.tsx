import { askLedgers, ledgersPath } from '../../api/ledgers.js'
import { useAnswer } from '../../api/use-answer.js'
import { Failed, Loading } from '../../panels/states.js'
import { useViewing } from '../../view/use-view.js'
import { DeliveryPanel } from './delivery.js'
import { PlaygroundSection } from './playground/section.js'
import { PrivacyPanel } from './privacy.js'

/** The ledgers of what was kept out and of what was delivered, and a place to try the sanitizer. */
export function DataPage() {
  const { view } = useViewing()
  const path = ledgersPath(view)
  const { answer, error, retry } = useAnswer(path, (signal) => askLedgers(path, signal))
  return (
    <>
      {!answer && (error ? <Failed error={error} onRetry={retry} /> : <Loading draw="table" />)}
      {answer && (
        <div class="panels">
          {answer.store !== null && <PrivacyPanel data={answer} />}
          <DeliveryPanel data={answer} />
        </div>
      )}
      <PlaygroundSection />
    </>
  )
}
