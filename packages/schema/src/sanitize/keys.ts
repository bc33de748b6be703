/**
 * What a key in `custom.properties` says about its value. Words are compared whole, after splitting
 * `snake_case`, `kebab-case` and `camelCase`: `author` is not `auth`, `keyboard` is not `key`.
 */
export type KeyMeaning = { readonly placeholder: string } | 'text' | 'label'

const words = (list: string): RegExp => new RegExp(`^(?:${list})$`)

/** One word, or two or three neighbours joined (`api_key`, `firstName`, `dateOfBirth`). */
const SENSITIVE = [
  [
    '[secret]',
    'pass(word|wd|phrase|code)?|pwd|secret|token|jwt|auth(orization)?|cookie|credentials?|bearer|otp|cv[vc]|pin|(api|access|private|secret|auth|session)key|sessioncookie',
  ],
  ['[email]', 'e?mail(address)?'],
  ['[phone]', '(tele|cell)?phone(number)?|tel|mobile(number)?|msisdn|fax|whatsapp'],
  ['[id]', 'ssn|nino|passport|nationalid|tax(id|number)|socialsecurity|driv(ing|ers)license'],
  ['[iban]', 'iban|bankaccount|accountnumber'],
  ['[card]', 'creditcard|cardnumber|pan'],
  ['[dob]', 'dob|birth(day|date)|dateofbirth'],
  ['[ip]', '((client|remote)?ip)(addr(ess)?)?|remoteaddr'],
  ['[address]', '(street)?address|street|post(al)?code|zipcode'],
  ['[name]', '(first|last|full|sur|given|family|user|customer|display)name|login'],
].map(([placeholder = '', list = '']) => ({ placeholder, list: words(list) }))

const CONTENT = words(
  'text|message|msg|query|prompt|response|comments?|content|body|answer|question|notes?|description|feedback|reply|transcript|completion|(in|out)put|search|summary|utterance',
)

/** A last word that makes the value a figure about the thing and not the thing. */
const ABOUT = words(
  'id|type|kind|count|length|size|number|index|version|status|category|lang(uage)?|format|code|time|ms|seconds|at|variant|source|model|total|limit|rate|score|enabled|valid|verified|present|level|tokens|chars|words|bytes|method',
)

/** Of these even a code or an id opens something. */
const OPENS = words('code|id|source|version|level|number')

const sensitive = (word: string) => SENSITIVE.find(({ list }) => list.test(word))

export function keyMeaning(key: string): KeyMeaning {
  const parts = (key.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((part) => part.toLowerCase())
  const last = parts.at(-1) ?? ''
  const isAbout = ABOUT.test(last)
  for (const [i, word] of parts.entries()) {
    const pair = word + (parts[i + 1] ?? '')
    const whole = sensitive(pair)
    const found = whole ?? sensitive(pair + (parts[i + 2] ?? '')) ?? sensitive(word)
    if (found === undefined) continue
    const about = isAbout && whole === undefined && i < parts.length - 1
    if (!about || (found === SENSITIVE[0] && OPENS.test(last))) return found
  }
  return !isAbout && parts.some((word) => CONTENT.test(word)) ? 'text' : 'label'
}
