import type { ComponentChildren } from 'preact'
import { useViewing } from './use-view.js'
import type { View } from './view.js'

interface ViewLinkProps {
  readonly change: Partial<View>
  readonly class?: string
  readonly title?: string
  /** Is read out in place of the text. */
  readonly label?: string
  readonly children: ComponentChildren
}

/** A link to another view of the dashboard: a click shows it at once, and one with a modifier opens a tab. */
export function ViewLink({ change, label, children, ...rest }: ViewLinkProps) {
  const { go, address } = useViewing()
  return (
    <a
      {...rest}
      aria-label={label}
      href={address(change)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        go(change)
        scrollTo(0, 0)
      }}
    >
      {children}
    </a>
  )
}
