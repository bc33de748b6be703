/** The place of the playground: closed, and its code is not even loaded, until somebody opens it. */
import type { FunctionComponent } from 'preact'
import { useRef, useState } from 'preact/hooks'

export function PlaygroundSection() {
  const [Playground, setPlayground] = useState<FunctionComponent>()
  const [failed, setFailed] = useState(false)
  const asked = useRef(false)
  const load = (open: boolean) => {
    if (!open || asked.current) return
    asked.current = true
    setFailed(false)
    import('./playground.js').then(
      (module) => setPlayground(() => module.Playground),
      () => {
        asked.current = false
        setFailed(true)
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
      {failed && <p role="alert">It could not be loaded. Close and open this section to try again.</p>}
    </details>
  )
}
