/**
 * What a key in `custom.properties` says about its value. Words are compared whole, after splitting
 * `snake_case`, `kebab-case` and `camelCase`: `author` is not `auth`, `keyboard` is not `key`.
 */
export type KeyMeaning = `[${string}]` | 'text' | 'label'

/** One word, or two or three neighbours joined (`api_key`, `firstName`, `dateOfBirth`). A group is named for what stands for the value. */
const SENSITIVE =
  /^(?:(?<secret>pass(?:word|wd|phrase|code)?|pwd|secret|token|jwt|auth(?:orization)?|cookie|credentials?|bearer|otp|cv[vc]|pin|(?:api|access|private|secret|auth|session)key|sessioncookie)|(?<email>e?mail(?:address)?)|(?<phone>(?:(?:tele|cell)?phone|mobile)(?:number)?|tel|msisdn|fax|whatsapp)|(?<id>ssn|nino|passport|nationalid|tax(?:id|number)|socialsecurity|driv(?:ing|ers)license)|(?<iban>iban|bankaccount|accountnumber)|(?<card>creditcard|cardnumber|pan)|(?<dob>dob|birth(?:day|date)|dateofbirth)|(?<ip>(?:client|remote)?ip(?:addr(?:ess)?)?|remoteaddr)|(?<address>(?:street)?address|street|post(?:al)?code|zipcode)|(?<name>(?:first|last|full|sur|given|family|user|customer|display)name|login))$/

const CONTENT =
  /^(?:text|message|msg|query|prompt|response|comments?|content|body|answer|question|notes?|description|feedback|reply|transcript|completion|(?:in|out)put|search|summary|utterance)$/

/** A last word that makes the value a figure about the thing and not the thing; of a secret, the second half opens something. */
const ABOUT =
  /^(?:(type|kind|count|length|size|index|status|category|lang(?:uage)?|format|time|ms|seconds|at|variant|model|total|limit|rate|score|enabled|valid|verified|present|tokens|chars|words|bytes|method)|id|code|number|version|source|level)$/

const sensitive = (word: string): string | undefined =>
  Object.entries(SENSITIVE.exec(word)?.groups ?? {}).find(([, found]) => found)?.[0]

export function keyMeaning(key: string): KeyMeaning {
  const parts =
    key
      .replace(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g, '$& ')
      .toLowerCase()
      .match(/[a-z]+/g) ?? []
  const about = ABOUT.exec(parts.at(-1) ?? '')
  for (const [i, word] of parts.entries()) {
    const next = parts[i + 1]
    const pair = word + (next ?? '')
    const whole = sensitive(pair)
    const stands = whole ?? sensitive(pair + parts[i + 2]) ?? sensitive(word)
    const isFigure = about && !whole && next && (stands !== 'secret' || about[1])
    if (stands && !isFigure) return `[${stands}]`
  }
  return !about && parts.some((word) => CONTENT.test(word)) ? 'text' : 'label'
}
