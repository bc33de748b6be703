/**
 * What a key in `custom.properties` says about its value. Words are compared whole, after splitting
 * `snake_case`, `kebab-case` and `camelCase`: `author` is not `auth`, `keyboard` is not `key`.
 */
export type KeyMeaning = `[${string}]` | 'text' | 'label'

/** What the words of a key are looked up in: in lower case, each between two `_`. */
export interface KeyWords {
  /** Each group is named for what stands for the value. */
  readonly sensitive: RegExp
  readonly content: RegExp
  /** A last word that makes the value a figure about the thing and not the thing; of a secret, only those in the group do. */
  readonly about: RegExp
}

export const keyWords: KeyWords = {
  sensitive:
    /_(?:(?<secret>pass(?:_?(?:word|wd|phrase|code))?|pwd|secret|token|jwt|auth(?:orization)?|cookie|credentials?|bearer|otp|cv[vc]|pin|(?:api|access|private|secret|auth|session)_?key)|(?<email>e?_?mail(?:_?address)?)|(?<phone>(?:(?:tele|cell)?_?phone|mobile)(?:_?number)?|tel|msisdn|fax|whatsapp)|(?<id>ssn|nino|passport|national_?id|tax_?(?:id|number)|social_?security|driv(?:ing|ers)_?license)|(?<iban>iban|bank_?account|account_?number)|(?<card>credit_?card|card_?number|pan)|(?<dob>dob|birth_?(?:day|date)|date_?of_?birth)|(?<ip>ip(?:_?addr(?:ess)?)?|remote_?addr)|(?<address>address|street|post(?:al)?_?code|zip_?code)|(?<name>(?:first|last|full|sur|given|family|user|customer|display)_?name|login))_/,
  content:
    /_(?:text|message|msg|query|prompt|response|comments?|content|body|answer|question|notes?|description|feedback|reply|transcript|completion|(?:in|out)put|search|summary|utterance)_/,
  about:
    /_(?:(type|kind|count|length|size|index|status|category|lang(?:uage)?|format|time|ms|seconds|at|variant|model|total|limit|rate|score|enabled|valid|verified|present|tokens|chars|words|bytes|method)|id|code|number|version|source|level)_$/,
}

/** What people call these things most of the time; the collector knows more words. */
export const keyWordsInPage: KeyWords = {
  sensitive:
    /_(?:(?<secret>pass(?:_?word|wd|code)?|pwd|secret|token|auth|cookie|otp|pin|cv[vc]|(?:api|access|private)_?key)|(?<email>e?_?mail)|(?<phone>phone|mobile|tel)|(?<id>ssn|passport|tax_?id)|(?<iban>iban)|(?<card>card_?number)|(?<dob>dob|birth(?:_?da[ty]e?)?)|(?<ip>ip)|(?<address>address|street)|(?<name>(?:first|last|full|user)_?name|login))_/,
  content:
    /_(?:text|message|query|prompt|response|comment|content|body|answer|question|note|description|feedback|reply|(?:in|out)put|search|summary)s?_/,
  about:
    /_(type|count|length|size|status|time|ms|at|model|total|limit|rate|score|id|code|number|version|source)_$/,
}

export function keyMeaning(key: string, { sensitive, content, about }: KeyWords): KeyMeaning {
  const words = `_${key.replace(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g, '$&_')}`
    .toLowerCase()
    .replace(/[^a-z]+/g, '_')
  const figure = about.exec(words)
  const { 0: found = '', groups = {}, index = 0 } = sensitive.exec(words) ?? {}
  const stands = Object.keys(groups).find((name) => groups[name])
  if (stands && (!figure || index + found.length === words.length || (stands === 'secret' && !figure[1])))
    return `[${stands}]`
  return !figure && content.test(words) ? 'text' : 'label'
}
