/** Reads cells of a row by type. */
import type { Row } from '../sinks/report-store.js'

/** A statement did not return what its report needs: an error of this program, not of a request. */
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

/** @returns null when `whole` is 0 */
export const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
