/** Reads credentials from requests and makes them comparable. */
import { createHash } from 'node:crypto'

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

/**
 * Hashes a secret, by which it is stored and looked up in memory: the time of a comparison then reveals
 * nothing about the secret.
 */
export const secretDigest = (secret: string): string => createHash('sha256').update(secret).digest('base64')
