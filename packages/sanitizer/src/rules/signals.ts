/** What a detector may need to be in a text at all; one bit each. `scan.ts` finds them. */
export const AT = 1
export const COLON = 2
export const EQUALS = 4
export const DOT = 8
/** `/` or `\`. */
export const SLASH = 16
export const DASH = 32
/** `?`, `&`, `#` or `;`. */
export const QUERY = 64
export const PLUS = 128
/** Two with at most four characters between. */
export const COLONS = 256
/** 12 or 16 hexadecimal digits between what is no letter and no digit. */
export const HEX = 512
/** 20 letters and digits without anything between, and two of them are digits. */
export const TOKEN = 1024
/** 9 to 18 letters and digits without anything between, and four of them are digits. */
export const MIXED = 2048
/** Six times two letters or digits, one other character between. */
export const PAIRS = 4096
/** Three times four. */
export const QUADS = 8192

/** Two letters alone and then two digits, or a row of as many digits as are counted. */
export const ACCOUNT = 16384

/** Above the bits: so many digits, at most 15, with nothing between but what stands between the digits of one number. */
export const ROW_SHIFT = 15
export const row = (digits: number): number => digits << ROW_SHIFT
