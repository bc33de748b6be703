/**
 * Decides from a key in `custom.properties` what its value may be. Words are compared whole, after splitting
 * `snake_case`, `kebab-case` and `camelCase`: `author` is not `auth`, `keyboard` is not `key`.
 */
import type { KeyMeaning } from '../core/engine.js'
import { KEY_NAMES } from '../core/placeholders.js'

/**
 * Matches the words of a key, in lower case and each between two `_`. It has one group for each of
 * `KEY_NAMES`, the placeholders.
 */
const SENSITIVE =
  /_(?:(pass(?:_?(?:word|wd|phrase|code))?|pwd|secret|token|jwt|auth(?:orization)?|cookie|credentials?|bearer|otp|cv[vc]|pin|(?:api|access|private|secret|auth|session)_?key)|(e?_?mail(?:_?address)?)|((?:(?:tele|cell)?_?phone|mobile)(?:_?number)?|tel|msisdn|fax|whatsapp)|(ssn|nino|passport|national_?id|tax_?(?:id|number)|social_?security|driv(?:ing|ers)_?license)|(iban|bank_?account|account_?number)|(credit_?card|card_?number|pan)|(dob|birth_?(?:day|date)|date_?of_?birth)|(ip(?:_?addr(?:ess)?)?|remote_?addr)|(address|street|post(?:al)?_?code|zip_?code)|((?:first|last|full|sur|given|family|user|customer|display)_?name|login))_/
const CONTENT =
  /_(?:text|message|msg|query|prompt|response|comments?|content|body|answer|question|notes?|description|feedback|reply|transcript|completion|(?:in|out)put|search|summary|utterance)_/
/**
 * Matches a last word that makes the value a figure about the thing and not the thing; for a secret only
 * those in the group do.
 */
const ABOUT =
  /_(?:(type|kind|count|length|size|index|status|category|lang(?:uage)?|format|time|ms|seconds|at|variant|model|total|limit|rate|score|enabled|valid|verified|present|tokens|chars|words|bytes|method)|id|code|number|version|source|level)_$/

export function keyMeaning(key: string): KeyMeaning {
  const words = `_${key
    .match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g)
    ?.join('_')
    .toLowerCase()}_`
  const figure = ABOUT.exec(words)
  const [found, ...groups] = SENSITIVE.exec(words) ?? []
  const group = groups.findIndex((word) => word)
  if (found && (!figure || words.endsWith(found) || (!group && !figure[1])))
    return `[${KEY_NAMES.split('|')[group]}]`
  return !figure && CONTENT.test(words) ? 'text' : 'label'
}
