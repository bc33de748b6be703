/** React bindings for the SDK: one client for the tree, and hooks that track. Copy this file into your application. */
import type { Hushlog } from '@hushlog/sdk-browser'
import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'

const Context = createContext<Hushlog | undefined>(undefined)

/** @param props.client made once, outside of React: a component may be rendered more often than it is shown. */
export function HushlogProvider({ client, children }: { client: Hushlog; children: ReactNode }) {
  return <Context value={client}>{children}</Context>
}

/** @throws outside of a `HushlogProvider`. */
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

/** Who is signed in, from now on; nobody again when it becomes undefined. The id itself is not kept. */
export function useIdentity(userId: string | undefined): void {
  const client = useHushlog()
  const known = useRef<string>(undefined)
  useEffect(() => {
    if (known.current === userId) return
    if (userId === undefined) client.reset()
    else client.identify(userId)
    known.current = userId
  }, [client, userId])
}
