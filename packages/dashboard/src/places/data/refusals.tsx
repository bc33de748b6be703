import { askRefusals, type RefusalRow, refusalsPath } from '../../api/refusals.js'
import { useAnswer } from '../../api/use-answer.js'
import { formatFigure } from '../../format/figure.js'
import { formatMinute } from '../../format/time.js'
import { Panel } from '../../panels/panel.js'
import { Scroll } from '../../panels/scroll.js'
import { Failed, Loading, Nothing } from '../../panels/states.js'
import { useViewing } from '../../view/use-view.js'
import { codeWords } from './code-words.js'

const kinds: Readonly<Record<RefusalRow['kind'], string>> = {
  request: 'Request',
  event: 'Event',
  field: 'Field removed',
}

/** Answers why an event is not there. */
export function RefusalsPanel() {
  const { view } = useViewing()
  const path = refusalsPath(view.tenant)
  const { answer, error, retry } = useAnswer(path, (signal) => askRefusals(path, signal))
  const note = answer
    ? `Since the collector started, ${formatMinute(answer.since, view.timeZone)}. No value is kept.`
    : undefined
  return (
    <Panel title="Refused" note={note} size="full" anchor="refused">
      {!answer && (error ? <Failed error={error} onRetry={retry} /> : <Loading draw="table" />)}
      {answer && answer.refusals.length === 0 && (
        <Nothing>Nothing was refused: every event that came was taken as it is.</Nothing>
      )}
      {answer && answer.refusals.length > 0 && (
        <RefusalTable rows={answer.refusals} name="What was refused" timeZone={view.timeZone} />
      )}
      {answer?.unattributed !== undefined && answer.unattributed.length > 0 && (
        <>
          <h3>Of no known tenant</h3>
          <p class="note">Requests whose key nobody has. Only the admin sees these.</p>
          <RefusalTable
            rows={answer.unattributed}
            name="What was refused of no known tenant"
            timeZone={view.timeZone}
          />
        </>
      )}
    </Panel>
  )
}

interface RefusalTableProps {
  readonly rows: readonly RefusalRow[]
  readonly name: string
  readonly timeZone: string
}

function RefusalTable({ rows, name, timeZone }: RefusalTableProps) {
  return (
    <Scroll label={name}>
      <table class="refusals">
        <caption class="visually-hidden">{name}</caption>
        <thead>
          <tr>
            <th scope="col">Why, and what to do</th>
            <th scope="col">Where</th>
            <th scope="col">Expected</th>
            <th scope="col">From</th>
            <th scope="col" class="number">
              Times
            </th>
            <th scope="col">Last</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.kind} ${row.code} ${row.path} ${row.origin}`}>
              <th scope="row">
                <Why code={row.code} />
              </th>
              <td>
                {kinds[row.kind]}
                {row.path !== '' && (
                  <>
                    {' '}
                    <code>{row.path}</code>
                  </>
                )}
              </td>
              <td class="expected">{row.expected ?? '–'}</td>
              <td>{row.origin === null ? 'a server' : <bdi>{row.origin}</bdi>}</td>
              <td class="number">{formatFigure(row.count, 'count')}</td>
              <td>{formatMinute(row.last_at, timeZone)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** Opens what the documentation of codes says. */
function Why({ code }: { code: string }) {
  const words = codeWords.get(code)
  if (words === undefined) return <code>{code}</code>
  return (
    <details class="why">
      <summary>
        <code>{code}</code>
      </summary>
      <p>{words.means}</p>
      <p>
        <strong>Do:</strong> {words.advice}
      </p>
    </details>
  )
}
