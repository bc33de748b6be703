/**
 * Writes any number of items in one attempt, by BatchWriteItem requests within their limits, some at a time.
 * A request that is refused for one of its items is halved until that item is found.
 */
import { forEachLimit } from '../../runtime/concurrency.js'
import { halveUntilAccepted } from '../../runtime/halve.js'
import { splitBySize } from '../../runtime/split-by-size.js'
import type { SinkFailure } from '../sink.js'
import type { DynamoDbConnection } from './connect.js'
import { failureOf, isInvalid, isTooLarge } from './failure.js'
import { type EventItem, KEY } from './item.js'

/**
 * A request takes 25 items and 16 MB. Half of the bytes are used, since a request also names the type of each
 * value: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export const BATCH_ITEMS = 25
const BATCH_BYTES = 8 * 1024 * 1024
/** With 60 ms a request, this many at a time write about 3,000 items a second. */
const CONCURRENCY = 8

/**
 * @returns by key, why items were not stored
 * @throws when no item was stored, and for what another attempt cannot heal
 */
export async function writeItems(
  { client, sdk }: DynamoDbConnection,
  table: string,
  items: readonly EventItem[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, SinkFailure>> {
  const failed = new Map<string, SinkFailure>()
  let isAnyStored = false
  let firstFailure: { readonly thrown: unknown } | undefined

  async function writeAccepted(items: readonly EventItem[]): Promise<void> {
    let refusal: SinkFailure = 'rejected'

    async function accepts(part: readonly EventItem[]): Promise<boolean> {
      const puts = part.map(({ item }) => ({ PutRequest: { Item: item } }))
      const command = new sdk.BatchWriteItemCommand({ RequestItems: { [table]: puts } })
      try {
        const { UnprocessedItems } = await client.send(command, { abortSignal: signal })
        for (const { PutRequest } of UnprocessedItems?.[table] ?? []) {
          const key = PutRequest?.Item?.[KEY]?.S
          if (key !== undefined) failed.set(key, 'throttled')
        }
        return true
      } catch (thrown) {
        signal.throwIfAborted()
        if (!isInvalid(thrown)) throw thrown
        refusal = isTooLarge(thrown) ? 'too_large' : 'rejected'
        return false
      }
    }

    await halveUntilAccepted(items, accepts, ({ key }) => failed.set(key, refusal))
  }

  const parts = splitBySize(items, { items: BATCH_ITEMS, bytes: BATCH_BYTES }, ({ bytes }) => bytes)
  await forEachLimit(parts, Math.min(CONCURRENCY, parts.length), signal, async (part) => {
    try {
      await writeAccepted(part)
      isAnyStored = true
    } catch (thrown) {
      const code = signal.aborted ? undefined : failureOf(thrown)
      if (code === undefined) throw thrown
      firstFailure ??= { thrown }
      for (const { key } of part) if (!failed.has(key)) failed.set(key, code)
    }
  })
  // When nothing was stored, the error says more than a code for each item.
  if (!isAnyStored && firstFailure !== undefined) throw firstFailure.thrown
  return failed
}
