/**
 * Finds the records that DuckDB refuses by halving. Rare, so it may be slow; what it has found is remembered
 * until the batch succeeds, so that a time limit in between does not start it over.
 */
import type { Entry } from '../group-by-table.js'

/** Whether the entries would all be taken; nothing is kept of the try. @throws for any other failure. */
export type Try = (entries: readonly Entry[]) => Promise<boolean>

export async function findPoison(
  entries: readonly Entry[],
  test: Try,
  found: Set<Entry['record']>,
): Promise<void> {
  const left = entries.filter(({ record }) => !found.has(record))
  const [first] = left
  if (first === undefined || (await test(left))) return
  if (left.length === 1) {
    found.add(first.record)
    return
  }
  const middle = Math.ceil(left.length / 2)
  await findPoison(left.slice(0, middle), test, found)
  await findPoison(left.slice(middle), test, found)
}
