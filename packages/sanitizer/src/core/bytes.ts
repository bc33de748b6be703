/**
 * Copies a text to bytes, one for each UTF-16 unit: ASCII stays as it is, and `BEYOND` replaces all else.
 * Loops over every character read these bytes: V8 has strings of many kinds (one byte, two bytes,
 * concatenated, sliced), and `charCodeAt` has to find out the kind at each call, at four to twenty times the
 * cost.
 */

/** Nearly every runtime has it, but the DOM of tests (jsdom) does not, nor the language's own type library. */
declare const TextEncoder:
  | (new () => {
      encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number }
    })
  | undefined

/** The byte that replaces every unit beyond ASCII. */
export const BEYOND = 128
/**
 * Marks a placeholder while the rules run, one unit for each of its own. It is a private-use character: one
 * that an application writes is normalized to a space before.
 */
export const MARKER = '\ue000'
/** The byte of a marker: a control character, which no normalized text has. */
const MARKER_BYTE = 127
const BRACKET = 93

/** Zeros follow the end, so that a loop may look so far ahead without checking where it is. */
const AHEAD = 4
/** Longer texts are rare and get memory of their own, so that the shared buffer stays small. */
const SHARED = 16_384
/** For a shorter text, a loop over its characters costs less than the call of the encoder. */
const SHORT = 24

const encoder = /* @__PURE__ */ (() => (typeof TextEncoder === 'undefined' ? undefined : new TextEncoder()))()
const shared = /* @__PURE__ */ new Uint8Array(SHARED + AHEAD)

/** Returns one unit. The call is written out in full because V8 inlines the function only by this path. */
export const unitAt = (text: string, i: number): number => String.prototype.charCodeAt.call(text, i)

/**
 * @param raw the same text with its placeholders, `[` to `]`, where `text` has markers
 * @returns bytes that are valid until the next call
 */
export function bytesOf(text: string, raw = text): Uint8Array {
  const { length } = text
  const bytes = length > SHARED ? new Uint8Array(length + AHEAD) : shared
  if (length < SHORT || !encoded(raw, bytes)) for (let i = 0; i < length; i++) bytes[i] = byteOf(text, i)
  else if (raw !== text) writeMarkers(text, bytes)
  for (let i = length; i < length + AHEAD; i++) bytes[i] = 0
  return bytes
}

function byteOf(text: string, i: number): number {
  const unit = unitAt(text, i)
  return unit < BEYOND ? unit : unit === PRIVATE_USE ? MARKER_BYTE : BEYOND
}

const PRIVATE_USE = 0xe000

/** Encodes the text. Returns false when it is not all ASCII; then the bytes are of no use. */
function encoded(text: string, bytes: Uint8Array): boolean {
  if (encoder === undefined) return false
  const { read, written } = encoder.encodeInto(text, bytes)
  return read === text.length && written === read
}

function writeMarkers(text: string, bytes: Uint8Array): void {
  for (let i = text.indexOf(MARKER); i >= 0; i = text.indexOf(MARKER, i)) {
    while (bytes[i] !== BRACKET) bytes[i++] = MARKER_BYTE
    bytes[i++] = MARKER_BYTE
  }
}
