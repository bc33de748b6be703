/** Typed access to the cells of a row. A statement that does not answer what its report needs is a fault of ours. */
import type { Row } from '../sinks/report-store.js'

export class ReportFaultError extends Error {
  override readonly name = 'ReportFaultError'
}

export function count(row: Row | undefined, name: string): number {
  const value = row?.[name] ?? 0
  if (typeof value !== 'number') throw new ReportFaultError(name)
  return value
}

export function figure(row: Row | undefined, name: string): number | null {
  const value = row?.[name] ?? null
  if (value !== null && typeof value !== 'number') throw new ReportFaultError(name)
  return value
}

export function text(row: Row, name: string): string | null {
  const value = row[name] ?? null
  if (value !== null && typeof value !== 'string') throw new ReportFaultError(name)
  return value
}

/** Null when there is nothing to divide by. */
export const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
