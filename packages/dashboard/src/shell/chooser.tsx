import type { ComponentChildren } from 'preact'
import { useCallback, useEffect, useRef } from 'preact/hooks'

interface ChooserProps {
  readonly label: string
  /** Is what is chosen now. */
  readonly value: string
  readonly children: (close: () => void) => ComponentChildren
}

/** A button that says what is chosen, and opens the choices below it. */
export function Chooser({ label, value, children }: ChooserProps) {
  const details = useRef<HTMLDetailsElement>(null)
  const close = useCallback(() => {
    if (!details.current?.open) return
    details.current.open = false
    details.current.querySelector('summary')?.focus()
  }, [])
  useEffect(() => {
    const onPointerDown = (event: Event) => {
      if (details.current?.open && !details.current.contains(event.target as Node))
        details.current.open = false
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => document.removeEventListener('pointerdown', onPointerDown)
  }, [])
  return (
    <details
      ref={details}
      class="chooser"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <summary>
        <span class="visually-hidden">{label}: </span>
        {value}
      </summary>
      <div class="choices">{children(close)}</div>
    </details>
  )
}
