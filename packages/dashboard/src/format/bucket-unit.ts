import type { Unit } from '../api/query.js'

/** Returns the unit of a number by the end of its name, as the schema names numbers. */
export function bucketUnit(dimension: string): Unit | null {
  const name = dimension.slice('bucket:'.length)
  if (name.endsWith('_ms')) return 'milliseconds'
  if (name.endsWith('session_duration') || name.endsWith('_seconds')) return 'seconds'
  if (name.endsWith('file_size')) return 'bytes'
  return name.endsWith('_usd') ? 'usd' : null
}
