/** The signals that a detector may need in a text, one bit each. `full/scan.ts` finds them. */
export const AT = 1
export const COLON = 2
export const EQUALS = 4
export const DOT = 8
/** The text has `/` or `\`. */
export const SLASH = 16
export const DASH = 32
/** The text has `?`, `&`, `#` or `;`. */
export const QUERY = 64
export const PLUS = 128
/** The text has two colons with at most four characters between. */
export const COLONS = 256
/** The text has a run of exactly 12 or 16 hexadecimal digits. */
export const HEX = 512
/** The text has a run of at least 20 letters and digits, of which two are digits. */
export const TOKEN = 1024
/** The text has a run of 9 to 18 letters and digits, of which four are digits. */
export const MIXED = 2048
/** The text has six pairs of letters or digits, each separated by one character. */
export const PAIRS = 4096
/** The text has three such groups of four. */
export const QUADS = 8192

/** The text has a word of two letters and then two digits, or a row of as many digits as are counted. */
export const ACCOUNT = 16384
/** The text has a space or one of `().+/-`, which separate the digits of most numbers that are written in groups. */
export const APART = 32768

/**
 * The bits above count the digits of the longest row, at most 15. Only characters that may separate the
 * digits of one number are between.
 */
export const ROW_SHIFT = 16
export const row = (digits: number): number => digits << ROW_SHIFT
