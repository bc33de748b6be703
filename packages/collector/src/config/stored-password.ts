/**
 * Stores a password as a slow hash. Checking a guess must not be slow, or guesses would stop the collector: a
 * part of a fast digest, which alone tells a thief next to nothing, sorts out nearly all wrong ones first.
 */
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import { secretDigest } from './secret-digest.js'

export interface StoredPassword {
  readonly salt: string
  /** Holds the scrypt hash with Node's parameters: N 16384, r 8, p 1. */
  readonly scrypt: string
  /** Holds the first characters of a salted digest: 18 of the 144 random bits of the password. */
  readonly prefix: string
}

/** Answers whether a text is the password. */
export type CheckPassword = (password: string) => boolean

const HASH_BYTES = 32
const PREFIX_CHARACTERS = 3
/** Remembers wrong passwords with the right prefix, which would cost a slow hash each time. */
const REMEMBERED = 64

const hashOf = (password: string, salt: string): Buffer => scryptSync(password, salt, HASH_BYTES)

const prefixOf = (password: string, salt: string): string =>
  secretDigest(`${salt}:${password}`).slice(0, PREFIX_CHARACTERS)

export function storePassword(password: string): StoredPassword {
  const salt = randomBytes(16).toString('base64')
  return {
    salt,
    scrypt: hashOf(password, salt).toString('base64'),
    prefix: prefixOf(password, salt),
  }
}

export function createCheckPassword({ salt, scrypt, prefix }: StoredPassword): CheckPassword {
  const expected = Buffer.from(scrypt, 'base64')
  /** The right password is hashed slowly once. */
  let right: string | undefined
  const wrong = new Set<string>()
  return (password) => {
    if (prefixOf(password, salt) !== prefix) return false
    const digest = secretDigest(password)
    if (digest === right) return true
    if (wrong.has(digest)) return false
    const hash = hashOf(password, salt)
    if (hash.length === expected.length && timingSafeEqual(hash, expected)) {
      right = digest
      return true
    }
    if (wrong.size >= REMEMBERED) wrong.clear()
    wrong.add(digest)
    return false
  }
}
