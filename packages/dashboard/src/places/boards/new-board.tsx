import { useState } from 'preact/hooks'
import { saveBoard } from '../../api/boards.js'
import type { Board, Chart } from '../../boards/board.js'
import { boardIdOf } from '../../boards/board-id.js'
import { boards } from '../../boards/index.js'
import { shippedBoards } from '../../boards/shipped/index.js'
import { withChart } from '../../boards/with-chart.js'
import { Panel } from '../../panels/panel.js'
import { useViewing } from '../../view/use-view.js'
import { wordsOfRefusal } from './saved-words.js'

const chartsOf = (board: Board): readonly Chart[] => board.sections.flatMap(({ charts }) => charts)

/** The most that the collector takes as a title. */
export const MOST_OF_TITLE = 128

/** Makes a board of charts that are chosen from all that there are. */
export function NewBoard({ taken }: { taken: readonly string[] }) {
  const { view, go } = useViewing()
  const [title, setTitle] = useState('')
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chart>>(new Map())
  const [failure, setFailure] = useState<string>()
  const choose = (key: string, chart: Chart) => {
    const next = new Map(chosen)
    if (!next.delete(key)) next.set(key, chart)
    setChosen(next)
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    const empty: Board = {
      id: boardIdOf(title, new Set(taken)),
      title: title.trim(),
      question: '',
      sections: [],
    }
    try {
      const { board } = await saveBoard(view.tenant, [...chosen.values()].reduce(withChart, empty))
      go({ place: 'board', own: { board: board.id } })
    } catch (error) {
      setFailure(wordsOfRefusal(error))
    }
  }
  return (
    <Panel title="New board" note="Choose charts and give it a name" size="full">
      <form class="new-board" onSubmit={(event) => void submit(event)}>
        <label class="field">
          Name
          <input
            value={title}
            required
            maxLength={MOST_OF_TITLE}
            dir="auto"
            onInput={({ currentTarget: { value } }) => setTitle(value)}
          />
        </label>
        <div class="choosable">
          {[...boards, ...shippedBoards].map((board) => (
            <fieldset key={board.id}>
              <legend>{board.title}</legend>
              {chartsOf(board).map((chart) => {
                const key = `${board.id} ${chart.id}`
                return (
                  <label key={key} class="choice">
                    <input type="checkbox" checked={chosen.has(key)} onChange={() => choose(key, chart)} />
                    {chart.title}
                  </label>
                )
              })}
            </fieldset>
          ))}
        </div>
        {failure !== undefined && (
          <p role="alert" class="unsettled">
            {failure}
          </p>
        )}
        <p>
          <button type="submit" class="primary" disabled={chosen.size === 0 || title.trim() === ''}>
            Save the board
          </button>
          <span class="muted">
            {' '}
            {chosen.size} {chosen.size === 1 ? 'chart' : 'charts'} chosen
          </span>
        </p>
      </form>
    </Panel>
  )
}
