/** Holds the state of the page: the figures, whether they are up to date, and why they are not. */
import type { AnalyticsData } from '@hushlog/schema/reports'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { type Choice, choiceQuery } from './choice.js'
import {
  DataError,
  fetchAnalytics,
  fetchTenants,
  type LiveMode,
  type NamedTenant,
  type Problem,
  watch,
} from './data.js'

export interface AnalyticsState {
  /** Holds the figures that were last fetched for this choice. */
  readonly data: AnalyticsData | undefined
  /** Says why the last attempt failed; `data` is stale then. */
  readonly problem: Problem | undefined
  readonly mode: LiveMode
  readonly retry: () => void
}

/** The page waits this long after a failure. */
const retryMs = 5_000

/** @param choice undefined while it is not known which tenant is meant: then nothing is fetched */
export function useAnalytics(choice: Choice | undefined): AnalyticsState {
  const [fetched, setFetched] = useState<{ readonly key: string; readonly data: AnalyticsData }>()
  const [problem, setProblem] = useState<Problem>()
  const [mode, setMode] = useState<LiveMode>('polling')
  const key = choice && choiceQuery(choice)
  const load = useRef<() => void>()

  useEffect(() => {
    if (choice === undefined || key === undefined) return
    const controller = new AbortController()
    let isFetching = false
    let hasChanged = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const run = async () => {
      if (isFetching) {
        hasChanged = true
        return
      }
      isFetching = true
      clearTimeout(timer)
      try {
        const data = await fetchAnalytics(choice, controller.signal)
        setFetched({ key, data })
        setProblem(undefined)
      } catch (error) {
        if (controller.signal.aborted) return
        setProblem(error instanceof DataError ? error.problem : 'unexpected')
        timer = setTimeout(run, retryMs)
      } finally {
        isFetching = false
      }
      if (hasChanged && !controller.signal.aborted) {
        hasChanged = false
        void run()
      }
    }
    load.current = () => void run()
    setProblem(undefined)
    void run()
    const unwatch = watch(choice, () => void run(), setMode)
    return () => {
      controller.abort()
      clearTimeout(timer)
      unwatch()
    }
  }, [choice, key])

  const retry = useCallback(() => load.current?.(), [])
  return {
    data: fetched !== undefined && fetched.key === key ? fetched.data : undefined,
    problem,
    mode,
    retry,
  }
}

/**
 * Returns the tenants to choose from, or undefined until they are known. The page shows no chooser without them, after a
 * failure or for a single tenant.
 */
export function useTenants(): readonly NamedTenant[] | undefined {
  const [tenants, setTenants] = useState<readonly NamedTenant[]>()
  useEffect(() => {
    const controller = new AbortController()
    fetchTenants(controller.signal).then(setTenants, () => setTenants([]))
    return () => controller.abort()
  }, [])
  return tenants
}

/** Returns the current time, updated every `everyMs` milliseconds, for relative times. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
