/**
 * Brakes the guessing of keys, tokens and passwords: an address that has sent too many wrong ones is told to wait. A right
 * one always passes, so that nobody can lock another out. What was sent, and where from, is not logged.
 */
import type { IncomingMessage } from 'node:http'
import { MINUTE, SECOND } from '@hushlog/base'
import type { Logger } from '../runtime/logger.js'
import { createRateTable } from '../runtime/rate-table.js'
import { createRepeats } from '../runtime/repeats.js'
import type { Scheduler } from '../runtime/scheduler.js'
import type { ClientAddress } from './client-address.js'
import { Problem } from './problem.js'

export const credentialKinds = ['write_key', 'read_token', 'password'] as const

export type CredentialKind = (typeof credentialKinds)[number]

/** A person who mistypes a password, or a page with an old key, does not get there. */
const WRONG_PER_MINUTE = 10

export interface GuessesOptions {
  readonly clientAddress: ClientAddress
  readonly scheduler: Scheduler
  readonly logger: Pick<Logger, 'warn'>
  /** Counts every wrong credential. */
  readonly failed: (kind: CredentialKind) => void
  /** Milliseconds on a clock that is never set back. */
  readonly elapsed?: (() => number) | undefined
}

/**
 * Is called for each credential that was wrong.
 *
 * @throws Problem `too_many_guesses` when its address has sent too many
 */
export type WrongCredential = (request: IncomingMessage, kind: CredentialKind) => void

export function createGuesses(options: GuessesOptions): WrongCredential {
  const { clientAddress, scheduler, logger, failed, elapsed } = options
  const rate = { burst: WRONG_PER_MINUTE, perSecond: (WRONG_PER_MINUTE * SECOND) / MINUTE }
  const table = createRateTable(rate, elapsed)
  const lines = createRepeats<{ credential: CredentialKind }>({
    scheduler,
    name: 'log wrong credentials',
    write: (fields, times) => logger.warn({ ...fields, times }, 'wrong credentials were sent'),
  })
  return (request, kind) => {
    failed(kind)
    lines.note({ credential: kind })
    const address = clientAddress(request)
    if (address === undefined) return
    const cells = table.cellsOf(address)
    const seconds = table.secondsUntil(cells, 1)
    if (seconds > 0) throw new Problem('too_many_guesses', { headers: { 'retry-after': String(seconds) } })
    table.add(cells, 1)
  }
}
