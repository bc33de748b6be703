/**
 * A text as UTF-8 at `from`; where it ends. What finds no room is not written but counted all the same. Half a surrogate pair is
 * the caller's to keep out.
 */
export function putText(bytes: Uint8Array, from: number, text: string): number {
  let at = from
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) bytes[at++] = code
    else if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6)
      bytes[at++] = 0x80 | (code & 63)
    } else {
      bytes[at++] = 0xe0 | (code >> 12)
      bytes[at++] = 0x80 | ((code >> 6) & 63)
      bytes[at++] = 0x80 | (code & 63)
    }
  }
  return at
}
