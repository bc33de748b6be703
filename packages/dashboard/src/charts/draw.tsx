/** Chooses how an answer is drawn. */
import type { Drawing } from '../boards/board.js'
import { Bars } from './bars.js'
import type { Drawn, DrawnProps } from './drawn.js'
import { FiguresStrip } from './figures.js'
import { lazyDrawn } from './lazy-drawn.js'
import { Table } from './table.js'

const drawn: Readonly<Record<Drawing, Drawn>> = {
  figures: FiguresStrip,
  line: lazyDrawn('Line'),
  stack: lazyDrawn('Stack'),
  bars: Bars,
  ring: lazyDrawn('Ring'),
  table: Table,
  histogram: lazyDrawn('Histogram'),
}

export function Draw(props: DrawnProps) {
  const Way = drawn[props.chart.draw]
  return <Way {...props} />
}
