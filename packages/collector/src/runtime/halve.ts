/**
 * Offers items to a store, and offers each half by itself when it refuses them together, until what it
 * refuses are single items. For n items of which one is refused, this takes about 2 log2(n) calls.
 *
 * @param accepts resolves with false when something about the items is refused; throws for any other failure
 * @param refuse receives each item that is refused by itself, as soon as it is found: a caller that remembers
 *   it need not search again after a later call has failed
 */
export async function halveUntilAccepted<T>(
  items: readonly T[],
  accepts: (part: readonly T[]) => Promise<boolean>,
  refuse: (item: T) => void,
): Promise<void> {
  const [first] = items
  if (first === undefined || (await accepts(items))) return
  if (items.length === 1) {
    refuse(first)
    return
  }
  const middle = Math.ceil(items.length / 2)
  await halveUntilAccepted(items.slice(0, middle), accepts, refuse)
  await halveUntilAccepted(items.slice(middle), accepts, refuse)
}
