/** Asks the collector, asks again when something changed, and keeps the old answer meanwhile. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { ApiError } from './api-error.js'
import { askRepeatedly } from './ask-repeatedly.js'
import { useLive } from './use-live.js'

export interface Answered<T> {
  /** The last answer; it belongs to an earlier question while `isAsking`. */
  readonly answer: T | undefined
  /** Why the last attempt for this question failed. */
  readonly error: ApiError | undefined
  /** True while the answer of this question is not there. */
  readonly isAsking: boolean
  readonly retry: () => void
}

/**
 * @param question changes when another answer is needed, such as the JSON of a query; undefined asks nothing
 * @param ask fetches the answer of the question
 */
export function useAnswer<T>(
  question: string | undefined,
  ask: (signal: AbortSignal) => Promise<T>,
): Answered<T> {
  const { version } = useLive()
  const [answered, setAnswered] = useState<{ readonly question: string; readonly answer: T }>()
  const [failed, setFailed] = useState<{ readonly question: string; readonly error: ApiError }>()
  const latest = useRef(ask)
  latest.current = ask
  const again = useRef<() => void>()
  const seen = useRef(version)

  useEffect(() => {
    if (question === undefined) return
    const asking = askRepeatedly({
      ask: (signal) => latest.current(signal),
      onAnswer: (answer) => {
        setAnswered({ question, answer })
        setFailed(undefined)
      },
      onError: (error) =>
        setFailed({ question, error: error instanceof ApiError ? error : new ApiError('unexpected') }),
    })
    again.current = asking.again
    return asking.stop
  }, [question])

  useEffect(() => {
    if (seen.current !== version) again.current?.()
    seen.current = version
  }, [version])

  const retry = useCallback(() => again.current?.(), [])
  const error = failed?.question === question ? failed?.error : undefined
  return {
    answer: answered?.answer,
    error,
    isAsking: question !== undefined && answered?.question !== question && error === undefined,
    retry,
  }
}
