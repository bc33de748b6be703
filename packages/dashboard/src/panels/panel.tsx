/** The frame of everything that is shown: a heading, a line of explanation, and a menu. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { Size } from '../boards/board.js'

interface PanelProps {
  readonly title: string
  readonly note?: string | undefined
  readonly size: Size
  /** Is the anchor of the panel, for links to it. */
  readonly anchor?: string
  /** A strip has no heading to see: its figures have their own names. */
  readonly isStrip?: boolean
  readonly isBusy?: boolean
  readonly menu?: ComponentChildren
  readonly children: ComponentChildren
}

export function Panel({ title, note, size, anchor, isStrip, isBusy, menu, children }: PanelProps) {
  const id = useId()
  return (
    <section
      id={anchor}
      class={`panel panel-${size}${isStrip ? ' panel-strip' : ''}`}
      aria-labelledby={id}
      aria-busy={isBusy ?? false}
    >
      <div class="panel-head">
        <div class={isStrip ? 'visually-hidden' : 'panel-title'}>
          <h2 id={id}>{title}</h2>
          {note !== undefined && <p class="note">{note}</p>}
        </div>
        {menu}
      </div>
      {children}
    </section>
  )
}
