import { boardsPath, listBoards } from '../../api/boards.js'
import { useAnswer } from '../../api/use-answer.js'
import { shippedBoards } from '../../boards/shipped/index.js'
import { formatMinute } from '../../format/time.js'
import { useAddToBoard } from '../../panels/add-to-board.js'
import { Panel } from '../../panels/panel.js'
import { Failed, Loading, Nothing } from '../../panels/states.js'
import { useViewing } from '../../view/use-view.js'
import { ViewLink } from '../../view/view-link.js'
import { NewBoard } from './new-board.js'
import '../../styles/boards.css'

/** Lists the boards of the tenant and those that come with Hushlog, and makes new ones. */
export function BoardsPage() {
  const { view } = useViewing()
  const maySave = useAddToBoard() !== undefined
  const path = boardsPath(view.tenant)
  const { answer: boards, error, retry } = useAnswer(path, (signal) => listBoards(path, signal))
  return (
    <div class="panels">
      <Panel title="Your boards" note="Everybody who may see the tenant sees these" size="half">
        {!boards && (error ? <Failed error={error} onRetry={retry} /> : <Loading draw="table" />)}
        {boards?.length === 0 && (
          <Nothing>
            None yet. {maySave ? 'Choose charts below, or ' : 'A reader with the scope “boards” may '}
            add a chart from its menu on any page.
          </Nothing>
        )}
        {boards !== undefined && boards.length > 0 && (
          <ul class="boards">
            {boards.map(({ id, title, question, charts, updated_at }) => (
              <li key={id}>
                <ViewLink change={{ place: 'board', own: { board: id } }}>
                  <bdi>{title}</bdi>
                </ViewLink>
                <p class="note">
                  {question !== '' && (
                    <>
                      <bdi>{question}</bdi>{' '}
                    </>
                  )}
                  {charts} {charts === 1 ? 'chart' : 'charts'}, saved{' '}
                  {formatMinute(updated_at, view.timeZone)}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title="Ready to use" note="For what other systems used to show" size="half">
        <ul class="boards">
          {shippedBoards.map(({ id, title, question }) => (
            <li key={id}>
              <ViewLink change={{ place: 'board', own: { shipped: id } }}>{title}</ViewLink>
              <p class="note">{question}</p>
            </li>
          ))}
        </ul>
      </Panel>
      {maySave && boards !== undefined && <NewBoard taken={boards.map(({ id }) => id)} />}
    </div>
  )
}
