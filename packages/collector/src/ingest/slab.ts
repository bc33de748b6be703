/**
 * Texts as UTF-8, many in one allocation: a buffer for each costs more than writing it. The views live as long as the
 * records of a few requests, so a slab is soon free.
 */
const SLAB_BYTES = 256 * 1024
/** UTF-8 takes at most three bytes for a UTF-16 unit. */
const WIDEST = 3

/** `ascii` is the caller's word that the text is nothing else: then writing it is a copy. */
export const createSlab = (): ((text: string, ascii: boolean) => Uint8Array) => {
  let slab = Buffer.alloc(0)
  let at = 0
  return (text, ascii) => {
    const most = text.length * WIDEST
    if (most > SLAB_BYTES) return Buffer.from(text)
    if (at + most > slab.length) {
      slab = Buffer.allocUnsafeSlow(SLAB_BYTES)
      at = 0
    }
    const from = at
    at += slab.write(text, from, ascii ? 'latin1' : 'utf8')
    return new Uint8Array(slab.buffer, from, at - from)
  }
}
