/**
 * Secrets are found as `key = value` where the key names a secret: in JSON, YAML, environments, query
 * strings, command lines, SQL and prose. The value of a password key need not look random; that of a token
 * key must.
 */

import { bytesOf, unitAt } from '../core/bytes.js'
import { extended, type NamedDetector, NONE, type Rule, type Samples, type Spans, tail } from './rule.js'
import { row } from './signals.js'
import { isTemplate } from './template.js'

const PASSWORD = /pass|pwd|pw\W|identified|\bpin\b/i

/** Matches a last word of the key that makes the value a figure about the secret. */
const ABOUT =
  /(?:method|algorithm|encoding|encryption|type|name|ur[li]|endpoint|path|file|dir|field|label|header|length|count|expir\w{0,6}|ttl|policy|strength|test|hint|format|mode|version|regex|pattern|prefix|provider|class|status|state|size|column|placeholder|message|error|page|subject|title|text|alert|description|form|grant|(?:_| )(?:at|in|id))["'`\])\\]{0,3}\s*\W{0,3}["'`]?$/i

const FOREIGN =
  'contraseña|clave|senha|palavra-passe|mot de passe|hasł[oa]|wachtwoord|lösenord|salasana|adgangskode|passord|jelszó|heslo|parol[aăeėi]?|şifre|пароль?я?|密[码碼]|パスワード|暗証番号|비밀번호|암호|รหัสผ่าน|كلمة المرور|סיסמה|κωδικός'
const CODE =
  'otp|pin(?: (?:code|number))?|cv[cv]2?|tan|(?:verification|security|confirmation|one[- ]time|login|sign-?in|2fa|mfa|sms) code|passcode'

/** The browser's: what is assigned has a digit and a letter. The rest is the collector's to judge. */
export const secretKeyInPage: NamedDetector = {
  rule: 'secret_key',
  placeholder: '[secret]',
  pattern:
    /(?:pass|pwd|secret|token|key)\w{0,8}["'`\])>]{0,3} {0,4}(?:[:.?+]?=>?|[:,]|(?<=>))\s{0,8}["'`]?((?=[^\s'"\d]{0,40}\d)(?=\d{0,40}[a-z_-])[^\s"'`,;<>&(){}\ue000-\uf8ff]{6,512})(?!\()/gi,
  accept: ({ 0: raw, 1: value = '', index }) => [[index + raw.length - value.length, index + raw.length]],
}

/** A match has a key, signs, quotes and a value of up to 512 characters. */
const REACH = 768

export const secretKey: Rule = {
  id: 'secret_key',
  placeholder: '[secret]',
  detectors: [
    {
      stems: 'pass|pwd| pw |secret|token|key|auth|credential|signature| sig|session id|sessionid| pin',
      pattern:
        /(?:pass(?!port|eng|ive|age|ing|ion|ed|es)(?:word|wd|phrase|code|wort)?s?|(?<![A-Za-z\d])pwd|pwd(?![A-Za-z\d])|_pw\b|\bpw(?=[:=])|secrete?|token|key(?![a-z]{3})|\bo?auth|authorization|credential|signature|\bsig|session[ _.-]?id|\bpin)[\w.-]{0,32}(?=[^\w.-]|\.=|is\b)(?:\\?["'`]|[\])]){0,3}(?: string)?[ \t]{0,16}(?:=>|>\s{0,16}|[:.?+]?=|={2,3}|!==?|:|\|\|?|\bis\b|\((?=["'`])|,(?= ?["'`]))[ \t]{0,16}(?:(?:await|new) )?(?:[rbuf@]?\\?["'`]([^"'`\r\n\ue000]{1,512})(?:["'`]|(?<=[^"'`]{512}))|([^\s"'`,;<>&|\ue000]{1,40}))/gi,
      reach: REACH,
      accept: assigned,
    },
    {
      // In command lines, SQL and prose there is no sign between key and value.
      stems:
        'password |passwd |token |secret |api-key |apikey |identified by |convertto| -u | -user|curl|mysql|mariadb|sshpass',
      pattern:
        /(?:\s-{1,2}[\w-]{0,32}(?:password|passwd|token|secret|api-?key)[ =]|\bidentified by |\bConvertTo-SecureString (?:-String )?|\s(?:-u|--user)[ =]?["']?[\w.-]{1,64}:|\b(?:mysql|mariadb|mysqldump|sshpass)\b[^\n|;&\ue000]{0,80}? -p ?|\bpassword |\bpasswd )["'`]?([^\s"'`,;<>\ue000]{4,256})/gi,
      reach: REACH,
      accept: stated,
    },
    {
      // These keys are in other languages.
      stems:
        'contrase|clave|senha|palavra-passe|mot de passe|hasło|hasła|wachtwoord|lösenord|salasana|adgangskode|passord|jelsz|heslo|parol|şifre|парол|密码|密碼|パスワード|暗証番号|비밀번호|암호|รหัสผ่าน|كلمة المرور|סיסמה|κωδικ',
      pattern: new RegExp(
        String.raw`(?:${FOREIGN})["'）)]{0,2}\s{0,3}(?:[:=]|(?<=\s)(?:is|es|est|é|är|to|jest|on)\s|:?\s)\s{0,3}["'「（(]?(?=[^\s"'」]{0,64}[\d!@#$%^&*])([^\s"'\`,;<>」\ue000]{3,256})`,
        'gi',
      ),
      reach: REACH,
      accept: spoken,
    },
    {
      // These are codes that people type once.
      needs: row(3),
      stems:
        ' otp | pin | pin code | pin number | cvv| cvc| tan | verification code | security code | confirmation code | one time code | login code | sign-in code | signin code | 2fa code | mfa code | sms code | passcode ',
      pattern: new RegExp(
        String.raw`\b(?:${CODE})(?: (?:is|ist|est|es))?[ :=#]{1,3}(?=\d{3,8}(?![\w.,:/-]?\d|\w|%))([^\s"'\`,;<>」\ue000]{3,256})`,
        'gi',
      ),
      reach: REACH,
      accept: spoken,
    },
  ],
}

/**
 * Match the rest of a bare value behind its first 40 characters, and behind its first 80, where a bracket
 * ends it.
 */
const MORE = /[^\s"'`,;<>&|\ue000]{0,40}/y
const REST = /[^\s"'`,;<>&|)}\]\ue000]*/y

/** Matches words with a number behind them, such as `sk_test_123`. */
const NAME = /^[a-z]{1,16}(?:[_-][a-z]{1,16}){1,6}[_-]?\d{0,4}$/i
const SEQUENCE = /^(?:0?123456789?0?|abcdefgh[a-z]*)$/i

/** The most characters of a value that the pattern matches. Longer values are extended. */
const QUOTED_MAX = 512
const BARE_MAX = 40
/** So many characters decide what a value is. */
const JUDGED = 80
/** So many characters decide whether a value is random. */
const RANDOM = 40

function assigned(match: RegExpExecArray, bytes = bytesOf(match.input)): Spans {
  const [raw, quoted, bare] = match
  const isQuoted = quoted !== undefined
  const taken = quoted ?? bare ?? ''
  const value = taken.slice(0, taken.length - (isQuoted ? Number(taken.endsWith('\\')) : closing(taken)))
  const at = raw.length - taken.length - (isQuoted && /["'`]$/.test(raw) ? 1 : 0)
  const end = match.index + raw.length
  const isElement = match.input[match.index - 1] === '<' && match.input.startsWith('</', end)
  const isRandom = (): boolean => random(bytes, match.index + at, value.slice(0, RANDOM), isQuoted)
  if (value.length < 4 || !opens(raw.slice(0, at), value.slice(0, JUDGED), isRandom, isQuoted, isElement))
    return NONE
  const span: Spans = [[match.index + at, match.index + at + value.length]]
  if (taken.length < (isQuoted ? QUOTED_MAX : BARE_MAX)) return span
  if (isQuoted) return extended(span, REST, match)
  const [[start, stop] = [0, 0]] = extended([[match.index + at, end]], MORE, match)
  return stop - start === 2 * BARE_MAX
    ? extended([[start, stop]], REST, match)
    : [[start, stop - closing(match.input.slice(start, stop))]]
}

/** Counts brackets at the end of a bare value, at most nine: they close an expression around it. */
function closing(value: string): number {
  let count = 0
  for (; count < 9 && count < value.length; count++) {
    const c = unitAt(value, value.length - 1 - count)
    if (c !== 41 && c !== 93 && c !== 125) break
  }
  return count
}

function opens(
  key: string,
  value: string,
  isRandom: () => boolean,
  isQuoted: boolean,
  isElement: boolean,
): boolean {
  /** These signs are also between words: `<label>Password</label>`, `('password', 'field')`. */
  const weak = (): boolean => !isElement && /[,>]\s*[rbuf@\\]{0,2}["'`]?$/.test(key) && !key.includes('=>')
  const isPassword = PASSWORD.test(key) && !weak()
  const says = key.includes('is') && /\bis\b/.test(key)
  // The test that costs least and refuses most comes first.
  if (!isPassword && !says && !isToken(key, value, isRandom, isQuoted)) return false
  if (isTemplate(value, isQuoted) || ABOUT.test(key)) return false
  if (says) return /\d|[^\w.]\w/.test(value)
  if (!isPassword) return true
  if (/(?: [^ ]+){4}/.test(value)) return false
  /** In code an unquoted word is the name of a variable, in YAML it is the value. */
  const name = !isQuoted && /^[A-Za-z_$][\w$]*$/.test(value) && !/\d/.test(value)
  const environment = isElement || /^[A-Z\d_.-]{4,64}=$/.test(key)
  return !name || environment || !(/[=(]\s*$/.test(key) || /[a-z][A-Z]|_/.test(value))
}

const isToken = (key: string, value: string, isRandom: () => boolean, isQuoted: boolean): boolean =>
  (isRandom() ||
    (isQuoted && /secret|token/i.test(key) && /^\d{8,}$/.test(value) && !SEQUENCE.test(value))) &&
  !/\s/.test(value)

function stated(match: RegExpExecArray): Spans {
  const [raw, value = ''] = match
  const prose = /^passw/i.test(raw)
  if ((prose && !/\d/.test(value)) || isTemplate(value)) return NONE
  return extended(tail(match, value), REST, match)
}

/** Accepts a value in a sentence without the punctuation at its end. */
function spoken(match: RegExpExecArray): Spans {
  const { 0: raw, 1: value = '', index } = match
  const start = index + raw.length - value.length
  const kept = value.replace(/[.,;:!?)]{1,9}$/, '')
  return kept.length < 3 || isTemplate(kept) ? NONE : [[start, start + kept.length]]
}

/** Has the bits 1 to 26, which are the letters in both blocks of ASCII letters. */
const LETTERS = 0x7fffffe
const CONSONANTS = /[bcdfghj-np-tv-xz]{4}/i

/**
 * Digits among letters, or letters that no language puts in this order. One look at each character refuses
 * most.
 */
function random(bytes: Uint8Array, start: number, value: string, quoted: boolean): boolean {
  const { length } = value
  if (length < 8) return false
  let digits = 0
  let sign = false
  /** Which characters there are, a bit each, in blocks of ASCII and in one for all else. */
  let [signs, upper, lower, beyond] = [0, 0, 0, 0]
  for (let i = 0; i < length; i++) {
    const c = bytes[start + i] ?? 0
    const bit = 1 << (c & 31)
    if (c < 64) {
      signs |= bit
      if (c > 47 && c < 58) digits++
      else if (c === 43 || c === 47 || c === 61) sign = true
    } else if (c < 96) upper |= bit
    else if (c < 128) lower |= bit
    else beyond |= 1 << (unitAt(value, i) & 31)
  }
  if (bits(signs) + bits(upper) + bits(lower | beyond) < 6) return false
  const looks =
    digits > 0 && ((upper | lower) & LETTERS) !== 0
      ? digits > 1 || length >= 12
      : sign || (length >= 12 && /^[a-z]+$/i.test(value))
        ? CONSONANTS.test(value) || value.endsWith('=') || /[A-Z][a-z]?[A-Z]{2}[a-z]/.test(value)
        : quoted && /[^\w\s.:/-]/.test(value)
  return looks && !SEQUENCE.test(value) && !NAME.test(value)
}

function bits(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++
  return count
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
    ['<password>hunter2</password>', '<password>[secret]</password>'],
    ['pw: hunter2', 'pw: [secret]'],
    ['mysql -u root -phunter2 app', 'mysql -u root -p[secret] app'],
    ['contraseña: hunter2', 'contraseña: [secret]'],
    ['пароль: hunter2', 'пароль: [secret]'],
    ['密码：hunter2', '密码：[secret]'],
    ['mot de passe : hunter2', 'mot de passe : [secret]'],
    ['your verification code is 123456.', 'your verification code is [secret].'],
    ['my PIN is 4711', 'my PIN is [secret]'],
    ['password%3Dhunter2', 'password%3D[secret]'],
    ['{\\"password\\":\\"hunter2\\"}', '{\\"password\\":\\"[secret]\\"}'],
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
    '<label>Password</label>',
    'the PIN is wrong',
    'security code review of 2024-11-21',
    'contraseña: obligatoria',
    'passengers: 12345',
  ],
}
