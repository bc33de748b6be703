import type { RetentionAnswer, RetentionWeek } from '../api/retention.js'
import { formatBucket } from '../format/bucket-label.js'
import { formatFigure } from '../format/figure.js'
import { Scroll } from '../panels/scroll.js'

/** There are so many shades; the darkest is for a share of one. */
const SHADES = 6

/** Weekly cohorts as rows, and the weeks after as columns; a share has its shade and its figure. */
export function Retention({ answer: { rows } }: { answer: RetentionAnswer }) {
  const weeks = Math.max(...rows.map((row) => row.weeks.length))
  return (
    <Scroll label="Retention, table">
      <table class="retention">
        <caption class="visually-hidden">Share of the people of a week who came back, by weeks later</caption>
        <thead>
          <tr>
            <th scope="col">First seen</th>
            <th scope="col" class="number">
              People
            </th>
            {Array.from({ length: weeks }, (_, week) => (
              <th key={`week ${week}`} scope="col" class="number">
                {week === 0 ? 'Week 0' : `+${week}`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.cohort}>
              <th scope="row">{formatBucket(row.cohort, 'time:week')}</th>
              <td class="number">{formatFigure(row.users, 'count')}</td>
              {row.weeks.map((week) => (
                <WeekCell key={week.week} week={week} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** A week that is not over is marked: its share still grows. */
function WeekCell({ week: { share, users, partial } }: { week: RetentionWeek }) {
  const shade = share === null ? 0 : Math.ceil(share * SHADES)
  return (
    <td
      class={`number heat heat-${shade}${partial ? ' heat-partial' : ''}`}
      title={`${formatFigure(users, 'count')} people${partial ? ', the week is not over' : ''}`}
    >
      {share === null ? '–' : `${Math.round(share * 100)}%`}
      {partial && <span class="visually-hidden"> so far</span>}
    </td>
  )
}
