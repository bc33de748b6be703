/**
 * What a key in `custom.properties` says about its value. Words are compared whole, after splitting
 * `snake_case`, `kebab-case` and `camelCase`: `author` is not `auth`, `keyboard` is not `key`.
 */
export type KeyMeaning = { readonly placeholder: string } | 'text' | 'label'

/** What stands for the value, by the number of its group in `SENSITIVE`. */
const STANDS = [
  '',
  '[secret]',
  '[email]',
  '[phone]',
  '[id]',
  '[iban]',
  '[card]',
  '[dob]',
  '[ip]',
  '[address]',
  '[name]',
].map((placeholder) => ({ placeholder }))

/** One word, or two or three neighbours joined (`api_key`, `firstName`, `dateOfBirth`). */
const SENSITIVE =
  /^(?:(pass(?:word|wd|phrase|code)?|pwd|secret|token|jwt|auth(?:orization)?|cookie|credentials?|bearer|otp|cv[vc]|pin|(?:api|access|private|secret|auth|session)key|sessioncookie)|(e?mail(?:address)?)|((?:tele|cell)?phone(?:number)?|tel|mobile(?:number)?|msisdn|fax|whatsapp)|(ssn|nino|passport|nationalid|tax(?:id|number)|socialsecurity|driv(?:ing|ers)license)|(iban|bankaccount|accountnumber)|(creditcard|cardnumber|pan)|(dob|birth(?:day|date)|dateofbirth)|((?:client|remote)?ip(?:addr(?:ess)?)?|remoteaddr)|((?:street)?address|street|post(?:al)?code|zipcode)|((?:first|last|full|sur|given|family|user|customer|display)name|login))$/

const CONTENT =
  /^(?:text|message|msg|query|prompt|response|comments?|content|body|answer|question|notes?|description|feedback|reply|transcript|completion|(?:in|out)put|search|summary|utterance)$/

/** A last word that makes the value a figure about the thing and not the thing; of a secret, the second half opens something. */
const ABOUT =
  /^(?:(type|kind|count|length|size|index|status|category|lang(?:uage)?|format|time|ms|seconds|at|variant|model|total|limit|rate|score|enabled|valid|verified|present|tokens|chars|words|bytes|method)|id|code|number|version|source|level)$/

const sensitive = (word: string): number => SENSITIVE.exec(word)?.indexOf(word, 1) ?? 0

export function keyMeaning(key: string): KeyMeaning {
  const parts = (key.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((part) => part.toLowerCase())
  const last = parts.at(-1) ?? ''
  const about = ABOUT.exec(last)
  for (const [i, word] of parts.entries()) {
    const pair = word + (parts[i + 1] ?? '')
    const whole = sensitive(pair)
    const group = whole || sensitive(pair + (parts[i + 2] ?? '')) || sensitive(word)
    const stands = STANDS[group]
    const isFigure = about && !whole && i < parts.length - 1 && (group > 1 || about[1])
    if (stands && group > 0 && !isFigure) return stands
  }
  return !about && parts.some((word) => CONTENT.test(word)) ? 'text' : 'label'
}
