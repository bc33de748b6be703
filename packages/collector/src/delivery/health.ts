/**
 * Tells the operator how a sink does: that it fails, with which code and how many records, and that it works
 * again. Each kind of line is written at once, and then each minute with what came meanwhile.
 */
import { MINUTE } from '@hushlog/base'
import type { Clock } from '../runtime/clock.js'
import { describeError } from '../runtime/describe-error.js'
import { createRepeatingLines } from '../runtime/repeating-lines.js'
import type { SinkFailure } from '../sinks/sink.js'
import type { FanOutLogger } from './observer.js'

/** Milliseconds between two lines of one kind. */
const LINE_INTERVAL = MINUTE

/** Holds what a sink failed with last. */
export interface LastError {
  /** Is a code of the sink or of the system, or the class of the error. */
  readonly code: string
  /** Says when, in milliseconds since the epoch. */
  readonly at: number
}

export interface Health {
  /** Notes that a step failed; the caller has written its line. */
  threw(thrown: unknown): void
  /** Notes that the sink did not take records now, which come again. */
  postponed(code: SinkFailure, records: number): void
  /** Notes that records went to the dead letters. */
  setAside(code: SinkFailure, records: number): void
  /** Notes that everything the sink was given is durable. */
  works(): void
  lastError(): LastError | undefined
  /** Returns since when the sink fails, in milliseconds since the epoch; undefined while it works. */
  failingSince(): number | undefined
  /** Writes what is not written yet. */
  end(): void
}

interface Line {
  readonly message: string
  readonly code: SinkFailure
  readonly records: number
}

export function createHealth(options: {
  readonly sink: string
  readonly clock: Clock
  readonly logger: FanOutLogger
}): Health {
  const { sink, clock, logger } = options
  const lines = createRepeatingLines<Line, Line & { readonly times: number }>({
    keyOf: ({ message, code }) => `${message}/${code}`,
    add: (before, { message, code, records }) => ({
      message,
      code,
      records: (before?.records ?? 0) + records,
      times: (before?.times ?? 0) + 1,
    }),
    write: ({ message, ...line }) => logger.warn({ sink, ...line }, message),
  })
  let cancelTimer: (() => void) | undefined
  let last: LastError | undefined
  let since: number | undefined

  function fails(code: string): void {
    last = { code, at: clock.now() }
    since ??= clock.now()
  }

  /** Writes a line now, or adds to the one that follows. */
  function say(message: string, code: SinkFailure, records: number): void {
    lines.note({ message, code, records })
    cancelTimer ??= clock.setTimer(writeLines, LINE_INTERVAL, { unref: true })
  }

  function writeLines(): void {
    lines.flush()
    cancelTimer = lines.isWaiting() ? clock.setTimer(writeLines, LINE_INTERVAL, { unref: true }) : undefined
  }

  return {
    threw(thrown) {
      const { error, code } = describeError(thrown)
      fails(code ?? error)
    },
    postponed(code, records) {
      fails(code)
      say('a sink did not take records, will try again', code, records)
    },
    setAside(code, records) {
      last = { code, at: clock.now() }
      say('records went to the dead letters', code, records)
    },
    works() {
      if (since === undefined) return
      const failing_seconds = Math.round((clock.now() - since) / 1000)
      logger.info({ sink, code: last?.code, failing_seconds }, 'a sink works again')
      since = undefined
    },
    lastError: () => last,
    failingSince: () => since,
    end() {
      lines.flush()
      cancelTimer?.()
    },
  }
}
