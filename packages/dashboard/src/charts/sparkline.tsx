/** A small line without axes, which shows the course of a figure. */

const WIDTH = 100
const HEIGHT = 28
/** Keeps the ends of the stroke inside. */
const EDGE = 2

interface SparklineProps {
  readonly values: readonly (number | null)[]
  /** Indices of buckets that are not over: the line ends before them. */
  readonly partial: ReadonlySet<number>
}

/** Returns the runs of neighboring values as points of lines. */
export function sparkPoints(values: readonly (number | null)[]): readonly string[] {
  const known = values.filter((value) => value !== null)
  const most = Math.max(...known, Number.MIN_VALUE)
  const step = values.length > 1 ? WIDTH / (values.length - 1) : 0
  const runs: string[][] = [[]]
  values.forEach((value, i) => {
    if (value === null) runs.push([])
    else {
      const y = HEIGHT - EDGE - (value / most) * (HEIGHT - 2 * EDGE)
      runs.at(-1)?.push(`${(i * step).toFixed(1)},${y.toFixed(1)}`)
    }
  })
  return runs.filter((run) => run.length > 1).map((run) => run.join(' '))
}

export function Sparkline({ values, partial }: SparklineProps) {
  const runs = sparkPoints(values.map((value, i) => (partial.has(i) ? null : value)))
  return (
    <dd class="spark" aria-hidden="true">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="presentation">
        {runs.map((points) => (
          <polyline key={points} points={points} />
        ))}
      </svg>
    </dd>
  )
}
