/** Reads credentials from requests. */

export interface Authorization {
  readonly scheme: 'basic' | 'bearer'
  /** The text after the scheme, as it was sent. */
  readonly credentials: string
}

/** @returns undefined for a header that is missing, malformed or of another scheme */
export function parseAuthorization(header = ''): Authorization | undefined {
  const [, scheme, credentials = ''] = /^(basic|bearer) +(\S+)$/i.exec(header) ?? []
  if (scheme === undefined) return undefined
  return { scheme: scheme.toLowerCase() === 'basic' ? 'basic' : 'bearer', credentials }
}
