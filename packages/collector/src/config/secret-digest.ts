/** Makes secrets comparable without keeping them. */
import { createHash } from 'node:crypto'

/**
 * Hashes a secret, by which it is stored and looked up: neither a file nor the time of a comparison then reveals
 * it. A key that the collector made has 144 random bits, so that nobody finds it by trying.
 */
export const secretDigest = (secret: string): string => createHash('sha256').update(secret).digest('base64')

/** Begins what stands in place of a secret of which only the digest is known. No configured secret begins so. */
const DIGEST = 'sha256:'

export const asDigest = (digest: string): string => `${DIGEST}${digest}`

/** @param secret a secret as it is configured, or what `asDigest` returns */
export const digestOf = (secret: string): string =>
  secret.startsWith(DIGEST) ? secret.slice(DIGEST.length) : secretDigest(secret)
