/** Says at once that something happened, and then once a minute how often it happened again and what it sums up to. */
import { MINUTE } from '@hushlog/base'
import { createRepeatingLines } from './repeating-lines.js'
import type { Scheduler } from './scheduler.js'

export interface RepeatsOptions<Fields extends object> {
  readonly scheduler: Scheduler
  /** Names the job in logs. */
  readonly name: string
  /** @param times how often it happened since the last call for these fields, at least once */
  readonly write: (fields: Fields, times: number, amount: number) => void
}

export interface Repeats<Fields extends object> {
  /**
   * Notes that it happened.
   *
   * @param fields tell apart what is counted apart; they come from a bounded set
   * @param amount is added up until the next call of `write`
   */
  note(fields: Fields, amount?: number): void
  /** Says now what has not been said. */
  flush(): void
}

interface Noted<Fields> {
  readonly fields: Fields
  readonly amount: number
}

export function createRepeats<Fields extends object>({
  scheduler,
  name,
  write,
}: RepeatsOptions<Fields>): Repeats<Fields> {
  const lines = createRepeatingLines<Noted<Fields>, Noted<Fields> & { readonly times: number }>({
    keyOf: ({ fields }) => JSON.stringify(fields),
    add: (before, { fields, amount }) => ({
      fields,
      times: (before?.times ?? 0) + 1,
      amount: (before?.amount ?? 0) + amount,
    }),
    write: ({ fields, times, amount }) => write(fields, times, amount),
  })
  scheduler.schedule({ name, every: MINUTE, run: lines.flush })
  return { note: (fields, amount = 0) => lines.note({ fields, amount }), flush: lines.flush }
}
