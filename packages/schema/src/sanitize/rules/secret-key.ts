/**
 * `key = value` where the key says that the value opens something: JSON, YAML, environment, query string,
 * command line, SQL, prose. What a password key names needs no look of randomness; a token does.
 */

import { extended, type Lane, NONE, type Rule, type Samples, type Spans, tail } from './rule.js'
import { isTemplate } from './template.js'

const PASSWORD = /pass|pwd|pw\W|identified|\bpin\b/i

/** A last word of the key that makes the value a figure about the secret. */
const ABOUT =
  /(?:method|algorithm|encoding|encryption|type|name|ur[li]|endpoint|path|file|dir|field|label|header|length|count|expir\w{0,6}|ttl|policy|strength|test|hint|format|mode|version|regex|pattern|prefix|provider|class|status|state|size|column|placeholder|message|error|page|subject|title|text|alert|description|form|grant|(?:_| )(?:at|in|id))["'`\])\\]{0,3}\s*\W{0,3}["'`]?$/i

/** The browser's: what is assigned has a digit and a letter. The rest is the collector's to judge. */
const mixed: Lane = {
  pattern:
    /(?:pass(?:word|wd)?|pwd|secret|token|key)\w{0,8}["'`\])>]{0,3}(?: string)? {0,4}(?:[:.?+]?=>?|:|,|(?<=>))\s{0,8}["'`]?((?=[^\s'"]{0,40}\d)(?=\d{0,40}[a-z_-])[^\s"'`,;<>&(){}\ue000]{6,512})(?!\()/gi,
  accept: (match) => tail(match, match[1] ?? ''),
}

export const secretKeyBrowser: Rule = { id: 'secret_key', placeholder: '[secret]', lanes: [mixed] }

export const secretKey: Rule = {
  id: 'secret_key',
  placeholder: '[secret]',
  lanes: [
    {
      stems: 'pas pwd pw  sec tok key aut cre sig ses pin',
      hint: /pass|pwd|pw\b|secret|token|key|auth|cred|sig|session|\bpin/i,
      pattern:
        /(?:pass(?!port|eng|ive|age|ing|ion|ed|es)(?:word|wd|phrase|code|wort)?s?|pwd|_pw\b|secrete?|token|key(?![a-z]{3})|\bo?auth|authorization|credential|signature|\bsig|session[ _.-]?id|\bpin)[\w.-]{0,32}(?:\\?["'`]|[\])]){0,3}(?: string)?[ \t]{0,16}(?:=>|>\s{0,16}|[:.?+]?=|={2,3}|!==?|:|\|\|?|\bis\b|\((?=["'`])|,(?= ?["'`]))[ \t]{0,16}(?:(?:await|new) )?(?:[rbuf@]?\\?["'`]([^"'`\r\n\ue000]{1,512})(?:["'`]|(?<=[^"'`]{512}))|([^\s"'`,;<>&|\ue000]{1,256}))/gi,
      accept: assigned,
    },
    {
      // Command lines, SQL and prose: no sign stands between key and value.
      stems: 'pas tok sec key ide con use cur  u ',
      hint: /\s-|identified|passw|convertto/i,
      pattern:
        /(?:\s-{1,2}[\w-]{0,32}(?:password|passwd|token|secret|api-?key)[ =]|\bidentified by |\bConvertTo-SecureString (?:-String )?|\s(?:-u|--user)[ =]?["']?[\w.-]{1,64}:|\bpassword |\bpasswd )["'`]?([^\s"'`,;<>\ue000]{4,256})/gi,
      accept: stated,
    },
  ],
}

const REST = /[^\s"'`,;<>&|)}\]\ue000]*/y

/** Words with a number behind: `sk_test_123`. */
const NAME = /^[a-z]{1,16}(?:[_-][a-z]{1,16}){1,6}[_-]?\d{0,4}$/i
const SEQUENCE = /^(?:0?123456789?0?|abcdefgh[a-z]*)$/i

function assigned(match: RegExpExecArray): Spans {
  const [raw, quoted, bare] = match
  const isQuoted = quoted !== undefined
  const value = (quoted ?? bare ?? '').replace(isQuoted ? /\\$/ : /[)}\]]+$/, '')
  const at = raw.length - (quoted ?? bare ?? '').length - (isQuoted && /["'`]$/.test(raw) ? 1 : 0)
  const key = raw.slice(0, at)
  if (value.length < 4 || isTemplate(value, isQuoted) || ABOUT.test(key)) return NONE
  const span = extended([[match.index + at, match.index + at + value.length]], REST, match)
  if (/\bis\b/.test(key)) return /\d|[^\w.]\w/.test(value) ? span : NONE
  /** `<label>Password</label>`, `('password', 'field')`: these also stand between words. */
  const weak = /[,>]\s*[rbuf@\\]{0,2}["'`]?$/.test(key) && !/=>/.test(key)
  if (PASSWORD.test(key) && !weak) {
    if (/(?: [^ ]+){4}/.test(value)) return NONE
    /** In code an unquoted word is the name of a variable, in YAML it is the value. */
    const name = !isQuoted && /^[A-Za-z_$][\w$]*$/.test(value) && !/\d/.test(value)
    const environment = /^[A-Z\d_.-]{4,64}=$/.test(key)
    return name && !environment && (/[=(]\s*$/.test(key) || /[a-z][A-Z]|_/.test(value)) ? NONE : span
  }
  if (/\s/.test(value)) return NONE
  return random(value, isQuoted) ||
    (isQuoted && /secret|token/i.test(key) && /^\d{8,}$/.test(value) && !SEQUENCE.test(value))
    ? span
    : NONE
}

function stated(match: RegExpExecArray): Spans {
  const [raw, value = ''] = match
  const prose = /^passw/i.test(raw)
  if (isTemplate(value) || (prose && !/\d/.test(value))) return NONE
  return extended(tail(match, value), REST, match)
}

/** Digits among letters, or letters that no language puts in this order. */
function random(value: string, quoted: boolean): boolean {
  if (value.length < 8 || new Set(value).size < 6 || SEQUENCE.test(value) || NAME.test(value)) return false
  const digits = value.replace(/\D/g, '').length
  if (digits > 0 && /[A-Za-z]/.test(value)) return digits > 1 || value.length >= 12
  if (!/^[A-Za-z]{12,}$/.test(value) && !/[+/=]/.test(value)) return quoted && /[^\w\s.:/-]/.test(value)
  return (
    /[bcdfghjklmnpqrstvwxz]{4}/i.test(value) || /[A-Z][a-z]?[A-Z]{2}[a-z]/.test(value) || value.endsWith('=')
  )
}

export const secretKeySamples: Samples = {
  match: [
    ['password=hunter2', 'password=[secret]'],
    ['"api_key": "a1b2c3d4e5f6"', '"api_key": "[secret]"'],
    ['?access_token=a1b2c3d4e5f6&x=1', '?access_token=[secret]&x=1'],
    ['mysql --password hunter2', 'mysql --password [secret]'],
    ["IDENTIFIED BY 'hunter2'", "IDENTIFIED BY '[secret]'"],
    ['my password is hunter2', 'my password is [secret]'],
    ['DB_PASSWORD: correct-horse', 'DB_PASSWORD: [secret]'],
  ],
  clean: [
    `password: \${PASSWORD}`,
    'token = getToken()',
    'password is required',
    'key: value',
    'tokens: 512',
    'password=process.env.PASSWORD',
    'secret = null',
    'passport: unknown',
    'passengers: 12345',
  ],
}
