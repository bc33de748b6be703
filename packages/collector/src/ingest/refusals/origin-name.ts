/** Makes of a request's `Origin` what may be logged and shown: a parsed origin of bounded length, of which only so many are kept. */

/** Characters of the longest origin that is shown; RFC 1035 allows host names of 253, which nobody gives a page. */
const MAX_CHARACTERS = 128
/** Origins that are told apart for each tenant: a client may invent any number of them. */
const MAX_ORIGINS = 100

/** Is shown for an origin that cannot be parsed, is too long, or is one too many. */
export const OTHER_ORIGIN = 'other'

/** @returns undefined for a request without the header, which is a server's */
const parseOrigin = (header: string | undefined): string | undefined => {
  if (header === undefined) return undefined
  // Sandboxed frames and files send this word.
  if (header === 'null') return header
  if (header.length > MAX_CHARACTERS || !URL.canParse(header)) return OTHER_ORIGIN
  const { protocol, host } = new URL(header)
  const origin = `${protocol}//${host}`
  return host === '' || origin.length > MAX_CHARACTERS ? OTHER_ORIGIN : origin
}

/** Returns a function that names origins and remembers as many as are told apart. */
export const createOriginNames = () => {
  const known = new Set<string>()
  return (header: string | undefined): string | undefined => {
    const origin = parseOrigin(header)
    if (origin === undefined || known.has(origin)) return origin
    if (known.size >= MAX_ORIGINS) return OTHER_ORIGIN
    known.add(origin)
    return origin
  }
}
