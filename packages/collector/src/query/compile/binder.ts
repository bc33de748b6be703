/** Collects the values of a statement: its text holds a number in place of each, and never a value. */
import type { SqlValue } from '../../sinks/report-store.js'

export interface Binder {
  /** Returns the placeholder of a text or a boolean. */
  text(value: string | boolean): string
  number(value: number): string
  /** @param time milliseconds since the epoch */
  time(time: number): string
  readonly params: readonly SqlValue[]
}

export function createBinder(): Binder {
  const params: SqlValue[] = []
  const bind = (value: SqlValue): string => `$${params.push(value)}`
  return {
    text: (value) => (typeof value === 'boolean' ? String(value) : `CAST(${bind(value)} AS text)`),
    number: (value) => `CAST(${bind(value)} AS double precision)`,
    time: (time) => `CAST(${bind(new Date(time).toISOString())} AS timestamp)`,
    params,
  }
}
