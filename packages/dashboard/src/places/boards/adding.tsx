/** Lets every panel be put on a board. What chooses the board is loaded when somebody wants to. */
import type { ComponentChildren, FunctionComponent } from 'preact'
import { useState } from 'preact/hooks'
import { type Me, maySaveBoards } from '../../api/me.js'
import type { QueryChart } from '../../boards/board.js'
import { AddToBoardProvider } from '../../panels/add-to-board.js'

interface DialogProps {
  readonly chart: QueryChart
  readonly onClose: () => void
}

interface AddingToBoardsProps {
  readonly me: Me | null | undefined
  readonly children: ComponentChildren
}

export function AddingToBoards({ me, children }: AddingToBoardsProps) {
  const [chart, setChart] = useState<QueryChart>()
  const [Dialog, setDialog] = useState<FunctionComponent<DialogProps>>()
  const [hasFailed, setHasFailed] = useState(false)
  const add = (wanted: QueryChart) => {
    setChart(wanted)
    setHasFailed(false)
    import('./add-dialog.js').then(
      (module) => setDialog(() => module.AddDialog),
      () => setHasFailed(true),
    )
  }
  return (
    <AddToBoardProvider value={maySaveBoards(me) ? add : undefined}>
      {children}
      {hasFailed && (
        <p role="alert" class="banner">
          The choice of boards could not be loaded. Try again.
        </p>
      )}
      {chart && Dialog && <Dialog chart={chart} onClose={() => setChart(undefined)} />}
    </AddToBoardProvider>
  )
}
