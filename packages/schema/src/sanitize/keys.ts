/**
 * What a key in `custom.properties` says about its value. Words are compared whole, after splitting
 * `snake_case`, `kebab-case` and `camelCase`: `author` is not `auth`, `keyboard` is not `key`.
 */
export type KeyMeaning = { readonly placeholder: string } | 'text' | 'label'

const table = (
  entries: readonly (readonly [placeholder: string, words: string])[],
): ReadonlyMap<string, string> =>
  new Map(
    entries.flatMap(([placeholder, words]) => words.split(' ').map((word) => [word, placeholder] as const)),
  )

/** One word, or two neighbours joined (`api_key`, `firstName`). */
const SENSITIVE = table([
  [
    '[secret]',
    'password passwd passphrase passcode pwd pass secret token jwt authorization auth cookie credential credentials bearer otp cvv cvc pin apikey accesskey privatekey secretkey authkey sessionkey sessioncookie',
  ],
  ['[email]', 'email mail emailaddress mailaddress'],
  ['[phone]', 'phone telephone tel mobile cellphone msisdn fax whatsapp phonenumber mobilenumber'],
  ['[id]', 'ssn nino passport nationalid taxid taxnumber socialsecurity drivinglicense driverslicense'],
  ['[iban]', 'iban bankaccount accountnumber'],
  ['[card]', 'creditcard cardnumber pan'],
  ['[dob]', 'dob birthday birthdate dateofbirth'],
  ['[ip]', 'ip ipaddress ipaddr clientip remoteip remoteaddr'],
  ['[address]', 'address street postcode zipcode postalcode streetaddress'],
  [
    '[name]',
    'firstname lastname fullname surname givenname familyname username login customername displayname',
  ],
])

const CONTENT = new Set(
  'text message msg query prompt response comment comments content body answer question note notes description feedback reply transcript completion input output search summary utterance'.split(
    ' ',
  ),
)

/** A last word that makes the value a figure about the thing and not the thing. */
const ABOUT = new Set(
  'id type kind count length size number index version status category lang language format code time ms seconds at variant source model total limit rate score enabled valid verified present level tokens chars words bytes method'.split(
    ' ',
  ),
)

/** Of these even a code or an id opens something. */
const OPENS = new Set(['code', 'id', 'source', 'version', 'level', 'number'])

export function keyMeaning(key: string): KeyMeaning {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
  const last = words.at(-1) ?? ''
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    const pair = word + (words[i + 1] ?? '')
    const placeholder =
      SENSITIVE.get(pair) ?? SENSITIVE.get(pair + (words[i + 2] ?? '')) ?? SENSITIVE.get(word)
    if (placeholder === undefined) continue
    const about = i < words.length - 1 && ABOUT.has(last) && !SENSITIVE.has(pair)
    if (!about || (placeholder === '[secret]' && OPENS.has(last))) return { placeholder }
  }
  return words.some((word) => CONTENT.has(word)) && !ABOUT.has(last) ? 'text' : 'label'
}
