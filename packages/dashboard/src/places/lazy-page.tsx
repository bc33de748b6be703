/** Loads the code of a page when somebody opens it, so that the first page comes without it. */
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Loading, Nothing } from '../panels/states.js'

/** Returns a page that stands for the loaded one. */
export function lazyPage(load: () => Promise<FunctionComponent>): FunctionComponent {
  let loaded: FunctionComponent | undefined
  return function LazyPage() {
    const [Page, setPage] = useState(() => loaded)
    const [attempt, setAttempt] = useState(0)
    const [hasFailed, setHasFailed] = useState(false)
    useEffect(() => {
      if (Page !== undefined) return
      let isWanted = true
      setHasFailed(false)
      load().then(
        (page) => {
          loaded = page
          if (isWanted) setPage(() => page)
        },
        () => isWanted && setHasFailed(true),
      )
      return () => {
        isWanted = false
      }
    }, [attempt])
    if (Page !== undefined) return <Page />
    if (!hasFailed) return <Loading draw="page" />
    return (
      <Nothing>
        <p role="alert">This page could not be loaded.</p>
        <button type="button" onClick={() => setAttempt((n) => n + 1)}>
          Try again
        </button>
      </Nothing>
    )
  }
}
