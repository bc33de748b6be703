/** Chooses how the figures are drawn, in which order and how many. */
import { useId } from 'preact/hooks'
import type { ApiError } from '../../api/api-error.js'
import type { Drawing } from '../../boards/board.js'
import type { Direction, Exploration } from './exploration.js'
import { Refused } from './refused.js'

interface ShapeFormProps {
  readonly exploration: Exploration
  readonly possible: readonly Drawing[]
  readonly drawn: Drawing
  readonly titleOf: (id: string) => string
  readonly onChange: (change: Partial<Exploration>) => void
  readonly error: ApiError | undefined
}

const drawingTitles: Readonly<Record<Drawing, string>> = {
  figures: 'Headline figures',
  line: 'Lines',
  stack: 'Stacked bars',
  bars: 'Bars',
  ring: 'Ring',
  table: 'Table',
  histogram: 'Histogram',
}

const directions: readonly (readonly [Direction, string])[] = [
  ['desc', 'most first'],
  ['asc', 'least first'],
]

export function ShapeForm({ exploration, possible, drawn, titleOf, onChange, error }: ShapeFormProps) {
  const heading = useId()
  const { metrics, dimensions, order, limit } = exploration
  const groups = dimensions.filter((id) => id !== 'time')
  return (
    <section class="picker shape-form" aria-labelledby={heading}>
      <h2 id={heading}>Shape</h2>
      <div class="fields">
        <label class="field">
          Shown as
          <select value={drawn} onChange={(event) => onChange({ draw: event.currentTarget.value })}>
            {possible.map((way) => (
              <option key={way} value={way}>
                {drawingTitles[way]}
              </option>
            ))}
          </select>
        </label>
        {groups.length > 0 && (
          <>
            <label class="field">
              Order
              <select
                value={order ? `${order[1]} ${order[0]}` : ''}
                onChange={({ currentTarget: { value } }) => {
                  const [direction, id] = value.split(' ')
                  onChange({ order: id ? [id, direction === 'asc' ? 'asc' : 'desc'] : undefined })
                }}
              >
                <option value="">As it suits</option>
                {[...metrics, ...groups].flatMap((id) =>
                  directions.map(([direction, words]) => (
                    <option key={`${direction} ${id}`} value={`${direction} ${id}`}>
                      {titleOf(id)}, {words}
                    </option>
                  )),
                )}
              </select>
            </label>
            <label class="field">
              At most
              <input
                type="number"
                min={1}
                max={10_000}
                placeholder="as it suits"
                value={limit ?? ''}
                onChange={(event) => onChange({ limit: event.currentTarget.value || undefined })}
              />
            </label>
          </>
        )}
      </div>
      <Refused error={error} member="order_by" />
      <Refused error={error} member="limit" />
    </section>
  )
}
