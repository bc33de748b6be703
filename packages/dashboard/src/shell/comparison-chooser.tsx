import { formatComparison } from '../format/period-label.js'
import { useViewing } from '../view/use-view.js'
import { Chooser } from './chooser.js'
import { TwoDays } from './period-chooser.js'

const presets = ['previous_period', 'previous_year', undefined] as const

/** Chooses with which period the figures are compared. */
export function ComparisonChooser() {
  const { view, go } = useViewing()
  const { compare } = view
  return (
    <Chooser
      label="Comparison"
      value={
        compare === undefined ? formatComparison(compare) : `vs ${formatComparison(compare).toLowerCase()}`
      }
    >
      {(close) => (
        <>
          <ul>
            {presets.map((preset) => (
              <li key={preset ?? 'none'}>
                <button
                  type="button"
                  aria-pressed={compare === preset}
                  onClick={() => {
                    close()
                    go({ compare: preset })
                  }}
                >
                  {formatComparison(preset)}
                </button>
              </li>
            ))}
          </ul>
          <TwoDays
            chosen={typeof compare === 'object' ? compare : undefined}
            onChoose={(days) => {
              close()
              go({ compare: days })
            }}
          />
        </>
      )}
    </Chooser>
  )
}
