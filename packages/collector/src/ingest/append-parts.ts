/** Appends the records of a batch in parts, so that encoding and storing them is no long piece of work. */
import type { AppendResult, NewRecord } from '../log/log.js'
import type { Work } from '../runtime/fair-slices.js'
import { type PreparedRecord, toRecords } from './to-records.js'

/** Encoding and appending so many records takes a millisecond or two. */
export const PART_RECORDS = 500

export interface Appended {
  /** Holds one result for each record, in order; undefined for one that was not stored. */
  readonly results: readonly (AppendResult | undefined)[]
  /** Counts the results that are not undefined. */
  readonly stored: number
  /** Says why the others were not stored; undefined when there are none. */
  readonly failure: unknown
}

/**
 * Never rejects. After the first failure no further part is appended: the client sends the batch again, and what was
 * stored are duplicates then.
 *
 * @param isAscii the caller's promise that all texts are ASCII
 * @param work gives each part a slice of its own
 */
export const appendInParts = async (
  append: (records: readonly NewRecord[]) => Promise<readonly AppendResult[]>,
  records: readonly PreparedRecord[],
  isAscii: boolean,
  work?: Pick<Work, 'nextSlice'>,
): Promise<Appended> => {
  let failure: unknown
  let stored = 0
  const appendPart = async (
    part: readonly PreparedRecord[],
  ): Promise<readonly (AppendResult | undefined)[]> => {
    try {
      const results = await append(toRecords(part, isAscii))
      stored += results.length
      return results
    } catch (error) {
      failure ??= error
      return part.map(() => undefined)
    }
  }
  const parts: ReturnType<typeof appendPart>[] = []
  for (let from = 0; from < records.length && failure === undefined; from += PART_RECORDS) {
    if (records.length > PART_RECORDS) await work?.nextSlice()
    parts.push(appendPart(records.slice(from, from + PART_RECORDS)))
  }
  return { results: (await Promise.all(parts)).flat(), stored, failure }
}
