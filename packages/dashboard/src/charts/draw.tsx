/** Chooses how an answer is drawn. */
import type { Drawing } from '../boards/board.js'
import { Bars } from './bars.js'
import type { Drawn, DrawnProps } from './drawn.js'
import { FiguresStrip } from './figures.js'
import { Line } from './line.js'
import { Table } from './table.js'

const drawn: Readonly<Record<Drawing, Drawn>> = {
  figures: FiguresStrip,
  line: Line,
  stack: Line,
  bars: Bars,
  ring: Bars,
  table: Table,
  histogram: Bars,
}

export function Draw(props: DrawnProps) {
  const Way = drawn[props.chart.draw]
  return <Way {...props} />
}
