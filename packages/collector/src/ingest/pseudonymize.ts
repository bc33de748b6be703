/**
 * What stands for a person in the stores: an HMAC of the client's hash with the tenant's secret, which never
 * leaves this process's memory and its key file. Who has the stores cannot test guesses against them.
 */
import { createHmac } from 'node:crypto'
import { isPseudonym, pseudonym } from '@hushlog/schema/sanitize'

/** The same few people come again and again; an HMAC takes 3–4 µs, a hit 0.1. */
const REMEMBERED = 20_000

const keyedHash = (secret: string, client: string): string =>
  `hp_${createHmac('sha256', secret).update(client).digest('hex').slice(0, 32)}`

export type Pseudonymize = (value: string) => string

export const createPseudonymize = (secret: string): Pseudonymize => {
  const known = new Map<string, string>()
  return (value) => {
    const again = known.get(value)
    if (again !== undefined) return again
    if (value.startsWith('hp_') && isPseudonym(value)) return value
    // Only the hash is kept, never what somebody sent without one.
    const client = pseudonym(value)
    const remembered = client === value ? undefined : known.get(client)
    if (remembered !== undefined) return remembered
    const keyed = keyedHash(secret, client)
    if (known.size >= REMEMBERED) known.clear()
    known.set(client, keyed)
    return keyed
  }
}

/** Under which pseudonyms a person may be stored; for erasure. */
export type PseudonymsOf = (tenantId: string, originalOrHash: string) => string[]

/**
 * One for each secret that the tenant has or had, so that who was stored before a rotation is found too. The value is
 * the id as the application gave it, or the client's `hu_…`; an `hp_…` is itself, as nobody can tell whose it is.
 */
export const createPseudonymsOf =
  (secretsOf: (tenantId: string) => readonly string[]): PseudonymsOf =>
  (tenantId, value) => {
    if (value.startsWith('hp_') && isPseudonym(value)) return [value]
    const client = pseudonym(value)
    return secretsOf(tenantId).map((secret) => keyedHash(secret, client))
  }
