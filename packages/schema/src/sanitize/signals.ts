/** What a lane may need to be in a text at all; one bit each. `scan.ts` finds them. */
export const AT = 1
export const COLON = 2
export const EQUALS = 4
export const DOT = 8
/** `/` or `\`. */
export const SLASH = 16
export const DASH = 32
/** `?`, `&` or `#`. */
export const QUERY = 64
/** At least 12 characters without a space, as the shortest hardware address has. */
export const RUN = 128
/** At least 20 characters without a space, as every token has. */
export const LONG_RUN = 256
