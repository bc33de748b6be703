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

/** @returns user and password, which begins after the first colon; both are empty texts where nothing is */
export function parseBasic(credentials: string): readonly [string, string] {
  const text = Buffer.from(credentials, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon === -1 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)]
}
