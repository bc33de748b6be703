/**
 * Splits items, in their order, into as few parts as the limits allow. An item that is larger than `bytes` is
 * a part by itself.
 *
 * @param limits most items and most bytes of one part
 * @param sizeOf returns the bytes of an item
 */
export function splitBySize<T>(
  items: readonly T[],
  limits: { readonly items: number; readonly bytes: number },
  sizeOf: (item: T) => number,
): T[][] {
  const parts: T[][] = []
  let part: T[] = []
  let bytes = 0
  for (const item of items) {
    const size = sizeOf(item)
    if (part.length > 0 && (part.length === limits.items || bytes + size > limits.bytes)) {
      parts.push(part)
      part = []
      bytes = 0
    }
    part.push(item)
    bytes += size
  }
  if (part.length > 0) parts.push(part)
  return parts
}
