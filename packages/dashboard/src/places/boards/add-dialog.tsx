import { useEffect, useRef, useState } from 'preact/hooks'
import { boardPath, boardsPath, type KeptBoard, listBoards, readBoard, saveBoard } from '../../api/boards.js'
import { useAnswer } from '../../api/use-answer.js'
import type { QueryChart } from '../../boards/board.js'
import { boardIdOf } from '../../boards/board-id.js'
import { withChart } from '../../boards/with-chart.js'
import { Failed, Loading } from '../../panels/states.js'
import { useViewing } from '../../view/use-view.js'
import { ViewLink } from '../../view/view-link.js'
import { MOST_OF_TITLE } from './new-board.js'
import { wordsOfRefusal } from './saved-words.js'
import '../../styles/boards.css'

interface AddDialogProps {
  readonly chart: QueryChart
  readonly onClose: () => void
}

/** Puts a chart on a board that is there, or on a new one. The filters of the view go with it. */
export function AddDialog({ chart, onClose }: AddDialogProps) {
  const { view } = useViewing()
  const dialog = useRef<HTMLDialogElement>(null)
  const [title, setTitle] = useState('')
  const [saved, setSaved] = useState<KeptBoard>()
  const [failure, setFailure] = useState<string>()
  const path = boardsPath(view.tenant)
  const { answer: boards, error, retry } = useAnswer(path, (signal) => listBoards(path, signal))
  useEffect(() => dialog.current?.showModal(), [])
  const own = chart.ask.filters ?? []
  const filters = [...own, ...view.filters]
  const kept = filters.length === 0 ? chart : { ...chart, ask: { ...chart.ask, filters } }
  const attempt = async (change: () => Promise<KeptBoard>) => {
    try {
      setSaved(await change())
      setFailure(undefined)
    } catch (thrown) {
      setFailure(wordsOfRefusal(thrown))
    }
  }
  const addTo = (id: string) =>
    attempt(async () => {
      const { board, etag } = await readBoard(boardPath(view.tenant, id))
      return saveBoard(view.tenant, withChart(board, kept), etag)
    })
  const addToNew = () =>
    attempt(() => {
      const id = boardIdOf(title, new Set(boards?.map((board) => board.id)))
      return saveBoard(view.tenant, withChart({ id, title, question: '', sections: [] }, kept))
    })
  return (
    <dialog ref={dialog} class="add-dialog" aria-labelledby="add-title" onClose={onClose}>
      <h2 id="add-title">Add to a board</h2>
      <p class="note">
        <bdi>{chart.title}</bdi>
      </p>
      {failure !== undefined && (
        <p role="alert" class="unsettled">
          {failure}
        </p>
      )}
      {saved ? (
        <p role="status">
          It is on{' '}
          <ViewLink change={{ place: 'board', own: { board: saved.board.id } }}>
            <bdi>{saved.board.title}</bdi>
          </ViewLink>
          .
        </p>
      ) : (
        <>
          {!boards && (error ? <Failed error={error} onRetry={retry} /> : <Loading draw="table" />)}
          <ul class="boards">
            {boards?.map((board) => (
              <li key={board.id}>
                <button type="button" onClick={() => void addTo(board.id)}>
                  <bdi>{board.title}</bdi>
                </button>
              </li>
            ))}
          </ul>
          {boards && (
            <form
              class="fields"
              onSubmit={(event) => {
                event.preventDefault()
                void addToNew()
              }}
            >
              <label class="field">
                Name of a new board
                <input
                  value={title}
                  required
                  maxLength={MOST_OF_TITLE}
                  dir="auto"
                  onInput={({ currentTarget: { value } }) => setTitle(value)}
                />
              </label>
              <button type="submit" class="primary" disabled={title.trim() === ''}>
                Make it
              </button>
            </form>
          )}
        </>
      )}
      <p>
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </p>
    </dialog>
  )
}
