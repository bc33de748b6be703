import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ApiError } from '../api/api-error.js'
import { useAnswer } from '../api/use-answer.js'
import type { Chart } from '../boards/board.js'
import { Menu, type MenuItem } from './menu.js'
import { Panel } from './panel.js'
import { PictureContext, type PictureHolder } from './picture.js'
import { Failed, Loading } from './states.js'

export interface TableChoice {
  readonly isShown: boolean
  readonly show: (isShown: boolean) => void
}

interface AnswerPanelProps<T> {
  readonly chart: Chart
  /** What is asked; another one needs another answer. */
  readonly request: unknown
  readonly ask: (signal: AbortSignal) => Promise<T>
  readonly menu: (table: TableChoice, picture: PictureHolder) => readonly MenuItem[]
  readonly draw: (answer: T, asTable: boolean) => ComponentChildren
  /** Hears why the question has no answer; undefined once it has one. */
  readonly onFailure?: ((error: ApiError | undefined) => void) | undefined
}

/** A chart in its frame, in each state that its answer can be in. */
export function AnswerPanel<T>({ chart, request, ask, menu, draw, onFailure }: AnswerPanelProps<T>) {
  const { answer, error, isAsking, retry } = useAnswer(JSON.stringify(request), ask)
  useEffect(() => onFailure?.(error), [error])
  // The old answer is of another question, and not of the one that was refused.
  const shown = error?.kind === 'invalid' ? undefined : answer
  const [isShown, show] = useState(false)
  const picture = useRef<PictureHolder>({ take: undefined })
  return (
    <Panel
      title={chart.title}
      note={chart.note}
      size={chart.size}
      anchor={`chart-${chart.id}`}
      isStrip={chart.draw === 'figures'}
      isBusy={isAsking}
      menu={<Menu of={chart.title} items={menu({ isShown, show }, picture.current)} />}
    >
      <PictureContext.Provider value={picture.current}>
        {error && !shown && <Failed error={error} onRetry={retry} />}
        {!error && !shown && <Loading draw={chart.draw} />}
        {shown && draw(shown, isShown)}
      </PictureContext.Provider>
    </Panel>
  )
}
