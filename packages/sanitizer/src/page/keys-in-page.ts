/**
 * Says what a key in `custom.properties` tells about its value. A page reads only the last word of a key,
 * which says what a thing is: `token_count` is a count, `message_type` a type, and `customer_email` an
 * address. The collector knows more words, also before the last one (`keys.ts`).
 */
import { bareKey } from '../core/bare-key.js'
import type { KeyMeaning } from '../core/engine.js'

/**
 * The pattern has a group for each of `MEANINGS`, and matches the end of a key in lower case without
 * separators. Words run into each other there: `context` is no text, `microphone` no telephone, `compass` no
 * password and `drop_in` no `pin`, so that short words must be the whole key. What only measures a thing is
 * none either: `cost_per_token`, `last_login`. What has a detector of its own (`card_number`, `iban`)
 * is found by its value, and `tokens` are a count. `put` stands for `input` and `output`.
 */
const LAST_WORD =
  /((?<!\bby|\bcom)pass|pwd|secret|(?<!per|st|max)token|cookie|\b(?:auth|pin)|otp|cv[vc]|(?:api|access|secret)key)(?:wo?r?d(?:con\w+)?|code)?\d*$|(?:(mail)|((?<!o)phone|mobile|\btel)|(ssn|passport|taxid|dob|birth\w*)|((?:\b|nt|er)ip)|(address|street)|((?:first|last|full|user)name|(?<!st|ce)login))(?:number|address|line)?\d*$|((?<!con)text|message|query|prompt|response|comment|content|body|answer|question|note|description|feedback|reply|(?<!gh)put|(?<!re)search|summary)s?$/

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
