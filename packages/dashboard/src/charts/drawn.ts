/** What every way of drawing gets. */
import type { FunctionComponent } from 'preact'
import type { QueryAnswer } from '../api/query.js'
import type { QueryChart } from '../boards/board.js'

export interface DrawnProps {
  readonly chart: QueryChart
  readonly answer: QueryAnswer
}

export type Drawn = FunctionComponent<DrawnProps>
