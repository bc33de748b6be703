/** Binds the SDK to React: the tree has one client, and hooks track events. Copy this file into your application. */
import type { Hushlog } from '@hushlog/sdk-browser'
import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'

const Context = createContext<Hushlog | undefined>(undefined)

/** @param props.client is created once, outside of React: a component may be rendered more often than it is shown */
export function HushlogProvider({ client, children }: { client: Hushlog; children: ReactNode }) {
  return <Context value={client}>{children}</Context>
}

/** @throws Error outside of a `HushlogProvider` */
export function useHushlog(): Hushlog {
  const client = useContext(Context)
  if (client === undefined) throw new Error('useHushlog needs a HushlogProvider above it')
  return client
}

/** Tracks once when the component is shown, also where StrictMode runs effects twice. */
export function useTrackShown(event: string, fields?: object): void {
  const client = useHushlog()
  const shown = useRef(false)
  useEffect(() => {
    if (shown.current) return
    shown.current = true
    client.trackEvent(event, fields)
  })
}

/** Sets who is signed in; undefined means nobody. The SDK does not keep the id itself. */
export function useIdentity(userId: string | undefined): void {
  const client = useHushlog()
  const identified = useRef<string>(undefined)
  useEffect(() => {
    if (identified.current === userId) return
    if (userId === undefined) client.reset()
    else client.identify(userId)
    identified.current = userId
  }, [client, userId])
}
