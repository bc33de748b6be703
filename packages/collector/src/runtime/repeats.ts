/**
 * Says at once that something happened, and then once a minute how often it happened again, so that what happens all the
 * time neither floods a log nor is missing there.
 */
import { MINUTE } from '@hushlog/base'
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

export function createRepeats<Fields extends object>({
  scheduler,
  name,
  write,
}: RepeatsOptions<Fields>): Repeats<Fields> {
  const said = new Map<string, { readonly fields: Fields; times: number; amount: number }>()
  const flush = () => {
    for (const [key, entry] of said) {
      const { fields, times, amount } = entry
      if (times === 0) said.delete(key)
      else write(fields, times, amount)
      entry.times = 0
      entry.amount = 0
    }
  }
  scheduler.schedule({ name, every: MINUTE, run: flush })
  return {
    note(fields, amount = 0) {
      const key = JSON.stringify(fields)
      const entry = said.get(key)
      if (entry === undefined) {
        said.set(key, { fields, times: 0, amount: 0 })
        write(fields, 1, amount)
        return
      }
      entry.times++
      entry.amount += amount
    },
    flush,
  }
}
