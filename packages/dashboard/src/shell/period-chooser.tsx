import { useState } from 'preact/hooks'
import { formatPeriod } from '../format/period-label.js'
import { useViewing } from '../view/use-view.js'
import type { Period } from '../view/view.js'
import { Chooser } from './chooser.js'

const presets = ['today', '24h', '7d', '30d', '90d', 'month', '12mo', 'all'] as const

/** Chooses the period of all figures: a usual one, or two days. */
export function PeriodChooser() {
  const { view, go } = useViewing()
  return (
    <Chooser label="Period" value={formatPeriod(view.range)}>
      {(close) => (
        <>
          <ul>
            {presets.map((range) => (
              <li key={range}>
                <button
                  type="button"
                  aria-pressed={view.range === range}
                  onClick={() => {
                    close()
                    go({ range })
                  }}
                >
                  {formatPeriod(range)}
                </button>
              </li>
            ))}
          </ul>
          <TwoDays
            chosen={view.range}
            onChoose={(range) => {
              close()
              go({ range })
            }}
          />
        </>
      )}
    </Chooser>
  )
}

interface TwoDaysProps {
  readonly chosen: Period | undefined
  readonly onChoose: (range: readonly [string, string]) => void
}

/** Asks for the first and the last day, which both count. */
export function TwoDays({ chosen, onChoose }: TwoDaysProps) {
  const before = typeof chosen === 'object' ? chosen.map((end) => end.slice(0, 10)) : []
  const [first, setFirst] = useState(before[0] ?? '')
  const [last, setLast] = useState(before[1] ?? '')
  return (
    <form
      class="two-days"
      onSubmit={(event) => {
        event.preventDefault()
        onChoose(first <= last ? [first, last] : [last, first])
      }}
    >
      <label>
        From
        <input type="date" required value={first} onInput={(e) => setFirst(e.currentTarget.value)} />
      </label>
      <label>
        To
        <input type="date" required value={last} onInput={(e) => setLast(e.currentTarget.value)} />
      </label>
      <button type="submit" class="primary">
        Show these days
      </button>
    </form>
  )
}
