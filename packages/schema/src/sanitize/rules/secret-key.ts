/**
 * `key = value` where the key says that the value opens something: JSON, YAML, environment, query string,
 * command line, SQL, prose. What a password key names needs no look of randomness; a token does.
 */
import { type Rule, type Samples, type Span, tail } from './rule.js'
import { isTemplate } from './template.js'

const PASSWORD = /pass|pwd|pw\b|passphrase|identified|pin\b/i

export const secretKey: Rule = {
  id: 'secret_key',
  placeholder: '[secret]',
  lanes: [
    {
      needs: 0,
      digits: 0,
      hint: /pass|pwd|secret|token|key|auth|cred|sig|identified|session|\bpin\b/i,
      pattern:
        /(?:pass(?:word|wd|phrase|code|wort)?s?|pwd|secret|token|api[ _.-]?key|access[ _.-]?key|private[ _.-]?key|secret[ _.-]?key|encryption[ _.-]?key|signing[ _.-]?key|master[ _.-]?key|account[ _.-]?key|auth[ _.-]?key|\bkey|\bauth|authorization|credentials?|signature|\bsig|session[ _.-]?id|\bpin|passcode)(?:[\w.-]{0,32})["'`\])]{0,3}[ \t]{0,16}(?:=>|:=|={1,3}|:|\|\|?|\bis\b|,(?=[ ]?["']))[ \t]{0,16}(?:[rbuf]?["'`]([^"'`\r\n\ue000]{1,512})["'`]|([^\s"'`,;<>&|\ue000]{1,512}))/gi,
      accept: assigned,
    },
    {
      needs: 0,
      digits: 0,
      hint: /--|identified|password|passwort/i,
      pattern:
        /(?:--(?:password|passwd|token|secret|api-key|auth-token)[ =]|\bidentified by |\bpassword |\bpasswd )["'`]?([^\s"'`,;<>\ue000]{4,256})/gi,
      accept: (match) => {
        const [raw, value = ''] = match
        const prose = /^passw/i.test(raw)
        if (isTemplate(value) || (prose && !/\d/.test(value))) return undefined
        return tail(match, value)
      },
    },
  ],
}

function assigned(match: RegExpExecArray): Span | undefined {
  const [raw, quoted, bare] = match
  const value = quoted ?? bare ?? ''
  const at = raw.length - value.length - (quoted === undefined ? 0 : 1)
  const key = raw.slice(0, at)
  if (value.length < 4 || isTemplate(value)) return undefined
  const strong = PASSWORD.test(key)
  if (/\bis\b/.test(key) && !/\d|[^\w.]/.test(value)) return undefined
  if (quoted === undefined && /^[A-Za-z_$][\w$]*[;)]*$/.test(value) && !/\d/.test(value) && !strong)
    return undefined
  if (!strong && !random(value)) return undefined
  if (quoted !== undefined && /\s/.test(value) && !strong) return undefined
  return { start: match.index + at, end: match.index + at + value.length }
}

/** Enough different characters of more than one kind for its length. */
function random(value: string): boolean {
  if (value.length < 8) return false
  const kinds = Number(/\d/.test(value)) + Number(/[a-z]/.test(value)) + Number(/[A-Z]/.test(value))
  return kinds >= 2 && /\d/.test(value) && new Set(value).size >= 6
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
    'password: ${PASSWORD}',
    'token = getToken()',
    'password is required',
    'key: value',
    'tokens: 512',
    'password=process.env.PASSWORD',
    'secret = null',
  ],
}
