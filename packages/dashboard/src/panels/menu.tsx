import { useCallback, useEffect, useRef } from 'preact/hooks'

export interface MenuItem {
  readonly label: string
  readonly run: () => void
}

interface MenuProps {
  /** Names what the menu belongs to, for those who do not see where it stands. */
  readonly of: string
  readonly items: readonly MenuItem[]
}

/** What can be done with a panel, behind one small button. */
export function Menu({ of, items }: MenuProps) {
  const details = useRef<HTMLDetailsElement>(null)
  const close = useCallback((focus: boolean) => {
    if (!details.current?.open) return
    details.current.open = false
    if (focus) details.current.querySelector('summary')?.focus()
  }, [])
  useEffect(() => {
    const onPointerDown = (event: Event) => {
      if (!details.current?.contains(event.target as Node)) close(false)
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => document.removeEventListener('pointerdown', onPointerDown)
  }, [close])
  return (
    <details
      ref={details}
      class="menu"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close(true)
      }}
    >
      <summary>
        <span class="visually-hidden">Menu: {of}</span>
        <span class="menu-dots" aria-hidden="true">
          ⋯
        </span>
      </summary>
      <ul class="menu-items">
        {items.map(({ label, run }) => (
          <li key={label}>
            <button
              type="button"
              onClick={() => {
                close(true)
                run()
              }}
            >
              {label}
              <span class="visually-hidden">: {of}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}
