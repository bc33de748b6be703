/** The state of the page: what is shown, whether it is fresh, and what is wrong when it is not. */
import type { AnalyticsData, TenantOverview } from '@hushlog/schema/reports'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { type Choice, choiceQuery } from './choice.js'
import { DataError, fetchAnalytics, fetchTenants, type LiveMode, type Problem, watch } from './data.js'

export interface AnalyticsState {
  /** The last good answer for this choice. */
  readonly data: AnalyticsData | undefined
  /** Why the last attempt failed; with `data`, the figures are stale. */
  readonly problem: Problem | undefined
  readonly mode: LiveMode
  readonly retry: () => void
}

/** After a failure, before the next attempt. */
const retryMs = 5_000

export function useAnalytics(choice: Choice): AnalyticsState {
  const [answer, setAnswer] = useState<{ readonly key: string; readonly data: AnalyticsData }>()
  const [problem, setProblem] = useState<Problem>()
  const [mode, setMode] = useState<LiveMode>('polling')
  const key = choiceQuery(choice)
  const load = useRef<() => void>()

  useEffect(() => {
    const controller = new AbortController()
    let busy = false
    let again = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const run = async () => {
      if (busy) {
        again = true
        return
      }
      busy = true
      clearTimeout(timer)
      try {
        const data = await fetchAnalytics(choice, controller.signal)
        setAnswer({ key, data })
        setProblem(undefined)
      } catch (error) {
        if (controller.signal.aborted) return
        setProblem(error instanceof DataError ? error.problem : 'unexpected')
        timer = setTimeout(run, retryMs)
      } finally {
        busy = false
      }
      if (again && !controller.signal.aborted) {
        again = false
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
  return { data: answer?.key === key ? answer.data : undefined, problem, mode, retry }
}

/** The tenants to choose from. Without the list (a failure, a single tenant) there is simply no chooser. */
export function useTenants(): readonly TenantOverview[] {
  const [tenants, setTenants] = useState<readonly TenantOverview[]>([])
  useEffect(() => {
    const controller = new AbortController()
    fetchTenants(controller.signal).then(setTenants, () => setTenants([]))
    return () => controller.abort()
  }, [])
  return tenants
}

/** The current time, each `everyMs`, for relative times. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
