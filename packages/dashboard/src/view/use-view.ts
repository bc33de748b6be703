/** Keeps the view of the page and its address the same: each choice is an entry of the history, and Back works. */
import { createContext } from 'preact'
import { useCallback, useContext, useEffect, useMemo, useState } from 'preact/hooks'
import { readView } from './read-view.js'
import type { View } from './view.js'
import { viewAddress } from './view-address.js'

export interface Viewing {
  readonly view: View
  /** Shows another view. */
  readonly go: (change: Partial<View>) => void
  /** Returns the address that `go` would show. */
  readonly address: (change: Partial<View>) => string
}

const ViewContext = createContext<Viewing | undefined>(undefined)
export const ViewProvider = ViewContext.Provider

/** @throws Error outside of the page */
export function useViewing(): Viewing {
  const viewing = useContext(ViewContext)
  if (viewing === undefined) throw new Error('there is no view here')
  return viewing
}

const readerZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Parameters of a place mean nothing in another one. */
const changed = (view: View, change: Partial<View>): View => ({
  ...view,
  ...(change.place !== undefined && change.place !== view.place && { own: {} }),
  ...change,
})

/** Returns the view of the address bar, for the page as a whole. */
export function useAddressedView(): Viewing {
  const [view, setView] = useState(() => readView(location.search, readerZone()))
  useEffect(() => {
    // The zone and the period are spelled out, so that a copied address shows the same elsewhere.
    history.replaceState(null, '', viewAddress(view))
    const onBack = () => setView(readView(location.search, readerZone()))
    addEventListener('popstate', onBack)
    return () => removeEventListener('popstate', onBack)
    // This is done once, when the page opens.
  }, [])
  const go = useCallback((change: Partial<View>) => {
    setView((before) => {
      const next = changed(before, change)
      const address = viewAddress(next)
      if (address !== viewAddress(before)) history.pushState(null, '', address)
      return next
    })
  }, [])
  return useMemo(() => ({ view, go, address: (change) => viewAddress(changed(view, change)) }), [view, go])
}
