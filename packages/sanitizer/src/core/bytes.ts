/**
 * A text as bytes, one for each UTF-16 unit: ASCII as it is, and `BEYOND` for all else. Loops that look at every character read
 * these: a process sees strings of so many kinds (one byte, two bytes, joined, cut) that `charCodeAt` has to ask each time which it
 * is, at four to twenty times the cost.
 */

/** Of every runtime, and no part of the language's own library. */
declare const TextEncoder: new () => {
  encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number }
}

/** Stands for all that is beyond ASCII. */
export const BEYOND = 128
/** What stands in a view for a placeholder: private use, which nobody writes, and when somebody does it is a space. */
export const HOLE = '\ue000'
/** And for one of its units: a control character, which no view has. */
const HOLE_BYTE = 127
const BRACKET = 93

/** Zeros behind the end: what looks ahead a little need not ask where it is. */
const AHEAD = 4
/** Longer texts are rare and get memory of their own, so that nobody keeps the length of the longest. */
const SHARED = 16_384
/** Below this, asking each character costs less than the call. */
const SHORT = 24

const encoder = /* @__PURE__ */ new TextEncoder()
const shared = /* @__PURE__ */ new Uint8Array(SHARED + AHEAD)

/** One character, as if all strings were of one kind; written out, as the compiler knows the function by this path only. */
export const unitAt = (text: string, i: number): number => String.prototype.charCodeAt.call(text, i)

/** Good until the next call. `raw` is the same text with its placeholders, `[` to `]`, where `text` has holes. */
export function bytesOf(text: string, raw = text): Uint8Array {
  const { length } = text
  const bytes = length > SHARED ? new Uint8Array(length + AHEAD) : shared
  if (length < SHORT || !encoded(raw, bytes)) for (let i = 0; i < length; i++) bytes[i] = byteOf(text, i)
  else if (raw !== text) punch(text, bytes)
  for (let i = length; i < length + AHEAD; i++) bytes[i] = 0
  return bytes
}

function byteOf(text: string, i: number): number {
  const unit = unitAt(text, i)
  return unit < BEYOND ? unit : unit === FIRST_PRIVATE ? HOLE_BYTE : BEYOND
}

const FIRST_PRIVATE = 0xe000

/** Whether all of it is ASCII, which then stands there. */
function encoded(text: string, bytes: Uint8Array): boolean {
  const { read, written } = encoder.encodeInto(text, bytes)
  return read === text.length && written === read
}

function punch(text: string, bytes: Uint8Array): void {
  for (let i = text.indexOf(HOLE); i >= 0; i = text.indexOf(HOLE, i)) {
    while (bytes[i] !== BRACKET) bytes[i++] = HOLE_BYTE
    bytes[i++] = HOLE_BYTE
  }
}
