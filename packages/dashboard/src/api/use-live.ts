/** Tells every question of the page when the stored events changed. */
import { createContext } from 'preact'
import { useContext, useEffect, useMemo, useState } from 'preact/hooks'
import { type LiveMode, watch } from './live.js'

export interface Live {
  /** Grows with each change; an answer of an earlier version may be out of date. */
  readonly version: number
  readonly mode: LiveMode
}

const LiveContext = createContext<Live>({ version: 0, mode: 'polling' })
export const LiveProvider = LiveContext.Provider
export const useLive = () => useContext(LiveContext)

/** @param isKnown false while it is not known which tenant is meant: then nothing is watched */
export function useLiveOf(tenant: string | undefined, isKnown: boolean): Live {
  const [version, setVersion] = useState(0)
  const [mode, setMode] = useState<LiveMode>('polling')
  useEffect(
    () => (isKnown ? watch(tenant, () => setVersion((n) => n + 1), setMode) : undefined),
    [tenant, isKnown],
  )
  return useMemo(() => ({ version, mode }), [version, mode])
}
