/**
 * What a key in `custom.properties` says about its value, as far as a page asks: its last word, which says what a thing is. A
 * `token_count` is a count, a `message_type` a type, and a `customer_email` an address. The collector knows more words
 * (`keys.ts`), also before the last one.
 */
import { bareKey } from '../core/bare-key.js'
import type { KeyMeaning } from '../core/engine.js'

/**
 * A group for each of `MEANINGS`, at the end of a key without case and separators. There words run into each other: `context` is
 * no text, `microphone` no telephone, `drop_in` no `pin`, so that short words must be the whole key. What has a detector of its own
 * (`card_number`, `iban`) is found by its value. `tokens` are counted. `put` ends `input` and `output`.
 */
const LAST_WORD =
  /(pass|pwd|secret|token|cookie|\b(?:auth|pin)|otp|cv[vc]|(?:api|access|secret)key)(?:wo?r?d(?:con\w+)?|code)?\d*$|(?:(mail)|((?<!o)phone|mobile|\btel)|(ssn|passport|taxid|dob|birth\w*)|((?:\b|nt|er)ip)|(address|street)|((?:first|last|full|user)name|login))(?:number|address|line)?\d*$|((?<!con)text|message|query|prompt|response|comment|content|body|answer|question|note|description|feedback|reply|put|search|summary)s?$/

const MEANINGS: readonly KeyMeaning[] = [
  '[secret]',
  '[email]',
  '[phone]',
  '[id]',
  '[ip]',
  '[address]',
  '[name]',
  'text',
]

export const keyMeaningInPage = (key: string): KeyMeaning =>
  MEANINGS[
    LAST_WORD.exec(bareKey(key))
      ?.slice(1)
      .findIndex((word) => word) as number
  ] ?? 'label'
