/**
 * Decides from a key in `custom.properties`, and where that is not enough from the value, what may leave.
 * Words are compared whole, after splitting `snake_case`, `kebab-case` and `camelCase`: `author` is not `auth`,
 * `keyboard` is not `key`. The last word says what a thing is: an `access_token` is a token and goes; a
 * `token_budget` is a budget, and stays while its value looks like one.
 */
import type { KeyMeaning } from '../core/engine.js'
import { KEY_NAMES } from '../core/placeholders.js'

/** The words for each of `KEY_NAMES`, the placeholders, in their order. Each is between two `_`. */
const SENSITIVE: readonly string[] = [
  'pass(?:_?(?:word|wd|phrase|code))?|pwd|secret|token|jwt|auth(?:orization)?|cookie|credentials?|bearer|otp|cv[vc]|pin|(?:api|access|private|secret|auth|session)_?key',
  'e?_?mail(?:_?address)?',
  '(?:(?:tele|cell)?_?phone|mobile)(?:_?number)?|tel|msisdn|fax|whatsapp',
  'ssn|nino|passport|national_?id|tax_?(?:id|number)|social_?security|driv(?:ing|ers)_?license',
  'iban|bank_?account|account_?number',
  'credit_?card|card_?number|pan',
  'dob|birth_?(?:day|date)|date_?of_?birth',
  'ip(?:_?addr(?:ess)?)?|remote_?addr',
  'address|street|post(?:al)?_?code|zip_?code',
  '(?:first|last|full|sur|given|family|user|customer|display)_?name|login',
]
const GROUPS = SENSITIVE.map((words) => `(${words})`).join('|')
const WITHIN = new RegExp(`_(?:${GROUPS})_`)
const AT_END = new RegExp(`_(?:${GROUPS})_$`)

/** Matches words behind a thing that leave it what it is: the `password_hash`, the `phone_home`. */
const SAME_THING =
  /(?:_(?:value|raw|plain|string|hash|salt|header|hint|code|number|confirm(?:ation)?|repeat|again|old|new|current|previous|main|home|work|office|personal|private|primary|secondary|alt|line))+_$/

/** Matches a time or a unit that a sensitive last word only measures: `cost_per_token`, `last_login`. */
const MEASURE = /_(?:(?:per|to_first|max|min|avg|next)_token|(?:last|first|since)_login)_$/

/** Sensitive words whose values look like any other word: what is not about them goes, whatever it looks like. */
const LOOKS_LIKE_A_WORD =
  /_(?:pass(?:_?(?:word|wd|phrase|code))?|pwd|secret|credentials?|otp|cv[vc]|pin|(?:api|access|private|secret)_?key|ssn|nino|passport|national_?id|tax_?(?:id|number)|social_?security|driv(?:ing|ers)_?license|iban|bank_?account|account_?number|credit_?card|card_?number|pan|dob|birth_?(?:day|date)|date_?of_?birth|street|(?:first|last|full|sur|given|family|user|customer|display)_?name|login)_/

const CONTENT =
  'text|message|msg|query|prompt|response|comments?|content|body|answer|question|notes?|description|feedback|reply|transcript|completion|(?:in|out)put|search|summary|utterance'
const CONTENT_WITHIN = new RegExp(`_(?:${CONTENT})_`)
const CONTENT_AT_END = new RegExp(`_(?:${CONTENT})_$`)

/** Matches a last word that makes the value something about the thing and not the thing. */
const ABOUT =
  /_(?:type|kind|count|length|size|index|status|state|category|lang(?:uage)?|locale|format|time|ms|seconds|minutes|days|at|date|variant|model|total|limit|budget|rate|ratio|score|enabled|disabled|required|optional|valid|verified|present|tokens|chars|words|bytes|method|mode|provider|strength|policy|manager|reset|change[ds]?|expir(?:ed|y|ation)|attempts?|retries|flow|step|stage|page|screen|form|field|button|result|level|source|version|brand|network|country|region|order|position|duration|age|cost)_$/
/** Matches a last word for an id, which an application makes up and which is no word. */
const ID = /_(?:id|uuid|ref|code|number)_$/

/**
 * Matches values that come from a list in a program: a word or two joined ones, a word with a
 * version, a short number, a date or a time, or what another rule has already replaced.
 */
const ORDINARY =
  /^(?:[A-Za-z]+(?:[_./-][A-Za-z]+){0,4}(?:[_-]?v?\d{1,2})?|[A-Za-z]+ \d{1,2}(?:\.\d{1,2}){0,2}|v?\d{1,4}(?:\.\d{1,4}){0,3}|\d{4}-\d\d-\d\d(?:T[\d:.]{5,18}(?:Z|[+-]\d\d:\d\d)?)?|\[[a-z_]{1,40}\])$/
/** UTF-16 units: the longest value that is taken for a word of a list. */
const ORDINARY_MAX = 40
/** Digits of a telephone number are more; figures of a budget or an extension are fewer. */
const PHONE_MIN = 1_000_000

/** Holds what a key says: what its value may be, and what it may be when it does not look ordinary. */
export interface KeyVerdict {
  readonly meaning: KeyMeaning
  /** Says that an ordinary value is a label all the same. */
  readonly unlessOrdinary: boolean
}

const always = (meaning: KeyMeaning): KeyVerdict => ({ meaning, unlessOrdinary: false })
const unlessOrdinary = (meaning: KeyMeaning): KeyVerdict => ({ meaning, unlessOrdinary: true })

/** Holds the placeholders in the order of the groups. */
const PLACEHOLDERS = /* @__PURE__ */ (() => KEY_NAMES.split('|').map((name): KeyMeaning => `[${name}]`))()

function placeholderOf(match: RegExpExecArray): KeyMeaning {
  let group = 1
  while (group < match.length && match[group] === undefined) group++
  return PLACEHOLDERS[group - 1] ?? '[secret]'
}

export function keyVerdict(key: string): KeyVerdict {
  const words = `_${key
    .match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g)
    ?.join('_')
    .toLowerCase()}_`
  const within = WITHIN.exec(words)
  if (within) {
    const placeholder = placeholderOf(within)
    if (MEASURE.test(words)) return unlessOrdinary(placeholder)
    const end = AT_END.exec(words.replace(SAME_THING, '_')) ?? AT_END.exec(words)
    if (end) return always(placeholderOf(end))
    const isAbout = ABOUT.test(words)
    if (!isAbout && LOOKS_LIKE_A_WORD.test(words)) return always(placeholder)
    if (!isAbout && CONTENT_AT_END.test(words)) return always('text')
    // An id of an address or a telephone is no word, and neither is it the thing.
    if (placeholder !== '[secret]' && ID.test(words)) return always('label')
    return unlessOrdinary(placeholder)
  }
  if (!CONTENT_WITHIN.test(words)) return always('label')
  if (CONTENT_AT_END.test(words)) return always('text')
  return ABOUT.test(words) || ID.test(words) ? always('label') : unlessOrdinary('text')
}

/** Decides by the value where the key alone does not. */
export const meaningOf = ({ meaning, unlessOrdinary }: KeyVerdict, value: unknown): KeyMeaning =>
  unlessOrdinary && isOrdinary(value, meaning) ? 'label' : meaning

/** Says whether a value is a figure or a word of the kind that programs choose from a list. */
function isOrdinary(value: unknown, meaning: KeyMeaning): boolean {
  if (typeof value === 'boolean') return true
  if (typeof value === 'number') return meaning !== '[phone]' || Math.abs(value) < PHONE_MIN
  return typeof value === 'string' && value.length <= ORDINARY_MAX && ORDINARY.test(value)
}
