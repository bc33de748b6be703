/** Repeats one question: at each change, and some time after a failure, but never twice at once. */

/** A question that failed is asked again after so long. */
const retryMs = 5_000

export interface RepeatOptions<T> {
  readonly ask: (signal: AbortSignal) => Promise<T>
  readonly onAnswer: (answer: T) => void
  readonly onError: (error: unknown) => void
}

export interface Repeating {
  /** Asks again, or once more after the answer that is under way. */
  readonly again: () => void
  /** Gives up; nothing is heard of afterwards. */
  readonly stop: () => void
}

export function askRepeatedly<T>({ ask, onAnswer, onError }: RepeatOptions<T>): Repeating {
  const controller = new AbortController()
  let isAsking = false
  let hasChanged = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const run = async () => {
    isAsking = true
    clearTimeout(timer)
    try {
      const answer = await ask(controller.signal)
      if (!controller.signal.aborted) onAnswer(answer)
    } catch (error) {
      if (controller.signal.aborted) return
      onError(error)
      timer = setTimeout(again, retryMs)
    } finally {
      isAsking = false
    }
    if (hasChanged && !controller.signal.aborted) {
      hasChanged = false
      void run()
    }
  }
  const again = () => {
    if (isAsking) hasChanged = true
    else if (!controller.signal.aborted) void run()
  }
  void run()
  return {
    again,
    stop: () => {
      controller.abort()
      clearTimeout(timer)
    },
  }
}
