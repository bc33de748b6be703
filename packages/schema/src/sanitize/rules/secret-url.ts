/** Credentials in addresses and headers: user information (RFC 3986 §3.2.1), HTTP authentication (RFC 9110 §11.6), cookies (RFC 6265). */
import { AT, COLON, EQUALS, QUERY, stemGroup } from '../scan.js'
import { type Rule, type Samples, tail, whole } from './rule.js'
import { isTemplate } from './template.js'

export const secretUrl: Rule = {
  id: 'secret_url',
  placeholder: '[secret]',
  lanes: [
    {
      needs: AT | COLON,
      digits: 0,
      hint: /:\/\//,
      pattern: /(?<=:\/\/)([^\s:/@?#"'<>\ue000]{0,128}:[^\s/@"'<>\ue000]{1,256})@[\w.-]{1,255}/g,
      rest: /[\w.-]*/y,
      accept: (match) => {
        const [, user = ''] = match
        return isTemplate(user.slice(user.indexOf(':') + 1)) ? undefined : whole(match)
      },
    },
    {
      needs: EQUALS | QUERY,
      digits: 0,
      pattern:
        /[?&][\w.%-]{0,32}?(?:pass(?:word|wd|code)?|pwd|secret|token|api[_-]?key|auth|signature|\bsig|credential|session_?id|sid|jwt|otp)[\w.-]{0,32}=([^\s&#"'<>\ue000]{1,2048})/gi,
      rest: /[^\s&#"'<>\ue000]*/y,
      accept: (match) => (isTemplate(match[1] ?? '', true) ? undefined : tail(match, match[1] ?? '')),
    },
    {
      needs: stemGroup('bea bas aut'),
      digits: 0,
      hint: /bearer|basic|authorization/i,
      pattern:
        /(?:\b(?:proxy-)?authorization["']{0,2}\s{0,4}[:=]\s{0,4}["']?(?:(?:bearer|basic|token|digest|apikey|negotiate|aws4-hmac-sha256)\s{1,4})?|\b(?:bearer|basic)\s{1,4}["']?)([A-Za-z0-9+/=._~-]{8,4096})/gi,
      rest: /[A-Za-z0-9+/=._~-]*/y,
      accept: (match) => {
        const [raw, value = ''] = match
        const header = /^(?:proxy-)?authorization/i.test(raw)
        const random = /\d/.test(value) || /[a-z][A-Z]/.test(value) || value.endsWith('=')
        return isTemplate(value) || !(random && (header || value.length >= 10))
          ? undefined
          : tail(match, value)
      },
    },
    {
      needs: COLON | EQUALS | stemGroup('coo'),
      digits: 0,
      pattern: /\b(?:set-)?cookie["']{0,2}\s{0,2}:\s{0,2}["']?([\w.-]{1,64}=[^\r\n"'\ue000]{4,2048})/gi,
      rest: /[^\r\n"'\ue000]*/y,
      accept: (match) => tail(match, match[1] ?? ''),
    },
  ],
}

export const secretUrlSamples: Samples = {
  match: [
    ['postgres://app:hunter2@db.example.com/x', 'postgres://[secret]/x'],
    ['Authorization: Bearer a1b2c3d4e5f6g7h8', 'Authorization: Bearer [secret]'],
    ['Cookie: sid=31d4d96e407aad42; lang=en', 'Cookie: [secret]'],
    ['https://example.com/?x=1&sig=abcdef', 'https://example.com/?x=1&sig=[secret]'],
    ['curl -H "Authorization: Basic YWRhOmh1bnRlcjI="', 'curl -H "Authorization: Basic [secret]"'],
  ],
  clean: [
    'https://example.com:8080/a@b',
    'basic understanding',
    'Bearer of news',
    `https://\${USER}:\${PASS}@example.com`,
  ],
}
