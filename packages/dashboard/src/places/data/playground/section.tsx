/** Holds the playground, whose code is loaded when somebody opens it. */
import type { FunctionComponent } from 'preact'
import { useRef, useState } from 'preact/hooks'

export function PlaygroundSection() {
  const [Playground, setPlayground] = useState<FunctionComponent>()
  const [hasFailed, setHasFailed] = useState(false)
  const isRequested = useRef(false)
  const load = (open: boolean) => {
    if (!open || isRequested.current) return
    isRequested.current = true
    setHasFailed(false)
    import('./playground.js').then(
      (module) => setPlayground(() => module.Playground),
      () => {
        isRequested.current = false
        setHasFailed(true)
      },
    )
  }
  return (
    <details class="playground panel" onToggle={(event) => load(event.currentTarget.open)}>
      <summary>
        <h2>Try the sanitizer</h2>
        <span class="note">What would leave of a text, and by which rule. Nothing is sent.</span>
      </summary>
      {Playground && <Playground />}
      {hasFailed && <p role="alert">It could not be loaded. Close and open this section to try again.</p>}
    </details>
  )
}
