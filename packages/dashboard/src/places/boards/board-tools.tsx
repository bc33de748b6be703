import { useState } from 'preact/hooks'
import { type KeptBoard, removeBoard, saveBoard } from '../../api/boards.js'
import type { Board } from '../../boards/board.js'
import { withoutChart } from '../../boards/with-chart.js'
import { copyText } from '../../panels/copy-text.js'
import { useViewing } from '../../view/use-view.js'
import { MOST_OF_TITLE } from './new-board.js'
import { wordsOfRefusal } from './saved-words.js'

interface BoardToolsProps {
  readonly kept: KeptBoard
  /** Loads the board again. */
  readonly onChange: () => void
}

/** The most that the collector takes as a question. */
const MOST_OF_QUESTION = 256

/** Renames a board, takes charts off it, shares and removes it. */
export function BoardTools({ kept: { board, etag }, onChange }: BoardToolsProps) {
  const { view, go } = useViewing()
  const [title, setTitle] = useState(board.title)
  const [question, setQuestion] = useState(board.question)
  const [failure, setFailure] = useState<string>()
  const [isRemoving, setIsRemoving] = useState(false)
  const [hasCopied, setHasCopied] = useState(false)
  const attempt = async (change: () => Promise<unknown>) => {
    try {
      await change()
      setFailure(undefined)
      onChange()
    } catch (error) {
      setFailure(wordsOfRefusal(error))
    }
  }
  const replace = (changed: Board) => attempt(() => saveBoard(view.tenant, changed, etag))
  const remove = () =>
    attempt(async () => {
      await removeBoard(view.tenant, board.id, etag)
      go({ place: 'boards', own: {} })
    })
  const charts = board.sections.flatMap((section) => section.charts)
  return (
    <>
      <p class="board-buttons">
        <button
          type="button"
          onClick={() => {
            copyText(location.href)
            setHasCopied(true)
          }}
        >
          {hasCopied ? 'Link copied' : 'Copy link'}
        </button>
      </p>
      {failure !== undefined && (
        <p role="alert" class="unsettled">
          {failure}{' '}
          <button
            type="button"
            onClick={() => {
              setFailure(undefined)
              onChange()
            }}
          >
            Load it again
          </button>
        </p>
      )}
      <details class="panel board-edit">
        <summary>Change this board</summary>
        <form
          class="fields"
          onSubmit={(event) => {
            event.preventDefault()
            void replace({ ...board, title, question })
          }}
        >
          <label class="field">
            Name
            <input
              value={title}
              required
              maxLength={MOST_OF_TITLE}
              dir="auto"
              onInput={(event) => setTitle(event.currentTarget.value)}
            />
          </label>
          <label class="field">
            Question
            <input
              value={question}
              maxLength={MOST_OF_QUESTION}
              dir="auto"
              onInput={(event) => setQuestion(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="primary">
            Save the name
          </button>
        </form>
        <ul class="board-charts">
          {charts.map((chart) => (
            <li key={chart.id}>
              <bdi>{chart.title}</bdi>{' '}
              <button
                type="button"
                disabled={charts.length === 1}
                onClick={() => void replace(withoutChart(board, chart.id))}
              >
                Take off<span class="visually-hidden"> {chart.title}</span>
              </button>
            </li>
          ))}
        </ul>
        <p>
          {isRemoving ? (
            <>
              Remove the board for everybody?{' '}
              <button type="button" onClick={() => void remove()}>
                Remove it
              </button>{' '}
              <button type="button" onClick={() => setIsRemoving(false)}>
                Keep it
              </button>
            </>
          ) : (
            <button type="button" onClick={() => setIsRemoving(true)}>
              Remove the board
            </button>
          )}
        </p>
      </details>
    </>
  )
}
