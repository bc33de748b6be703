import { boardPath, readBoard } from '../../api/boards.js'
import { useAnswer } from '../../api/use-answer.js'
import { shippedBoards } from '../../boards/shipped/index.js'
import { useAddToBoard } from '../../panels/add-to-board.js'
import { Panel } from '../../panels/panel.js'
import { Failed, Loading } from '../../panels/states.js'
import { useViewing } from '../../view/use-view.js'
import { BoardSections } from '../board-page.js'
import { BoardTools } from './board-tools.js'
import '../../styles/boards.css'

/** Shows the board that the address names: one that comes with Hushlog, or one that was saved. */
export function OneBoardPage() {
  const { view } = useViewing()
  const shipped = shippedBoards.find(({ id }) => id === view.own.shipped)
  if (shipped === undefined) return <SavedBoard key={view.own.board} id={view.own.board ?? ''} />
  return (
    <>
      <BoardHead title={shipped.title} question={shipped.question} />
      <BoardSections board={shipped} />
    </>
  )
}

const BoardHead = ({ title, question }: { title: string; question: string }) => (
  <div class="board-head">
    <h2>
      <bdi>{title}</bdi>
    </h2>
    {question !== '' && (
      <p class="muted">
        <bdi>{question}</bdi>
      </p>
    )}
  </div>
)

function SavedBoard({ id }: { id: string }) {
  const { view } = useViewing()
  const maySave = useAddToBoard() !== undefined
  const path = boardPath(view.tenant, id)
  const { answer: kept, error, retry } = useAnswer(path, (signal) => readBoard(path, signal))
  if (kept === undefined)
    return (
      <Panel title="Board" size="full">
        {error ? <Failed error={error} onRetry={retry} /> : <Loading draw="table" />}
      </Panel>
    )
  return (
    <>
      <BoardHead title={kept.board.title} question={kept.board.question} />
      {maySave && <BoardTools key={kept.etag} kept={kept} onChange={retry} />}
      <BoardSections board={kept.board} />
    </>
  )
}
