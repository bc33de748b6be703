/**
 * One attempt for any number of items: BatchWriteItem in parts within its limits, a few at a time. A part that
 * is refused for one of its items is halved until that item is found.
 */
import type { SinkFailure } from '../sink.js'
import type { Connection } from './connect.js'
import { isInvalid, isTooLarge, retryable } from './failure.js'
import { type EventItem, KEY } from './item.js'

/** Of one BatchWriteItem. Half of the 16 MB, since the request names the type of each value. */
const BATCH_ITEMS = 25
const BATCH_BYTES = 8 * 1024 * 1024
/** Requests at once: about 3,000 items per second at 60 ms each. */
const CONCURRENCY = 8

export type Codes = Map<string, SinkFailure>

/** By key, of the items that were not stored. @throws when none was, and for what another try cannot heal. */
export function createWriter(
  { client, aws }: Connection,
  table: string,
  signal: AbortSignal,
): (items: readonly EventItem[]) => Promise<Codes> {
  async function writePart(part: readonly EventItem[], codes: Codes): Promise<void> {
    const put = part.map(({ item }) => ({ PutRequest: { Item: item } }))
    const { UnprocessedItems } = await client.send(
      new aws.BatchWriteItemCommand({ RequestItems: { [table]: put } }),
      { abortSignal: signal },
    )
    for (const { PutRequest } of UnprocessedItems?.[table] ?? []) {
      const key = PutRequest?.Item?.[KEY]?.S
      if (key !== undefined) codes.set(key, 'throttled')
    }
  }

  async function writeOrHalve(part: readonly EventItem[], codes: Codes): Promise<void> {
    try {
      await writePart(part, codes)
    } catch (thrown) {
      signal.throwIfAborted()
      if (!isInvalid(thrown)) throw thrown
      const [first] = part
      if (first !== undefined && part.length === 1) {
        codes.set(first.key, isTooLarge(thrown) ? 'too_large' : 'rejected')
        return
      }
      const middle = Math.ceil(part.length / 2)
      await writeOrHalve(part.slice(0, middle), codes)
      await writeOrHalve(part.slice(middle), codes)
    }
  }

  return async (items) => {
    const codes: Codes = new Map()
    const parts = toParts(items)
    const faults: unknown[] = []
    let fatal: { readonly thrown: unknown } | undefined
    let stored = 0
    const next = parts.values()
    const worker = async () => {
      for (const part of next) {
        if (fatal !== undefined) return
        try {
          await writeOrHalve(part, codes)
          stored += 1
        } catch (thrown) {
          const code = signal.aborted ? undefined : retryable(thrown)
          if (code === undefined) {
            fatal ??= { thrown }
            return
          }
          faults.push(thrown)
          for (const { key } of part) if (!codes.has(key)) codes.set(key, code)
        }
      }
    }
    // Also after a failure all of them end first: no request of this attempt may be under way in the next.
    await Promise.all(Array.from({ length: Math.min(CONCURRENCY, parts.length) }, worker))
    if (fatal !== undefined) throw fatal.thrown
    // Nothing got through: the error says more than a code for each.
    if (stored === 0 && faults.length > 0) throw faults[0]
    return codes
  }
}

function toParts(items: readonly EventItem[]): EventItem[][] {
  const parts: EventItem[][] = []
  let part: EventItem[] = []
  let bytes = 0
  for (const item of items) {
    if (part.length === BATCH_ITEMS || (part.length > 0 && bytes + item.bytes > BATCH_BYTES)) {
      parts.push(part)
      part = []
      bytes = 0
    }
    part.push(item)
    bytes += item.bytes
  }
  if (part.length > 0) parts.push(part)
  return parts
}
