/**
 * Credentials are found in addresses and headers: user information (RFC 3986 §3.2.1), HTTP authentication
 * (RFC 9110 §11.6), cookies (RFC 6265).
 */

import { type NamedDetector, NONE, type Rule, type Samples, tail } from './rule.js'
import { AT, COLON, EQUALS, QUERY, SLASH } from './signals.js'
import { isTemplate } from './template.js'

/** Matches a user name and a password before a host. */
export const secretUrlInPage: NamedDetector = {
  rule: 'secret_url',
  placeholder: '[secret]',
  pattern:
    /(?<=:\/\/)[^\s:/@?#"'<>\ue000-\uf8ff]{0,128}:(?![<{[$%*]|x{1,99}@)[^\s/@"'<>\ue000-\uf8ff]{1,256}@[\w.-]+/g,
}

export const secretUrl: Rule = {
  id: 'secret_url',
  placeholder: '[secret]',
  detectors: [
    { ...secretUrlInPage, needs: AT | COLON | SLASH },
    {
      needs: EQUALS | QUERY,
      stems:
        'pass|pwd|secret|token|api key|apikey|auth|signature| sig|credential|session id|sessionid|sid|jwt|otp',
      pattern:
        /[?&][\w.%-]{0,32}?(?:pass(?:word|wd|code)?|pwd|secret|token|api[_-]?key|auth|signature|\bsig|credential|session_?id|sid|jwt|otp)[\w.-]{0,32}=([^\s&#"'<>\ue000]+)/gi,
      accept: (match) => (isTemplate(match[1] ?? '', true) ? NONE : tail(match, match[1] ?? '')),
    },
    {
      stems: 'authorization| bearer | basic ',
      pattern:
        /(?:\b(?:proxy-)?authorization["']{0,2}\s{0,4}[:=]\s{0,4}["']?(?:(?:bearer|basic|token|digest|apikey|negotiate|aws4-hmac-sha256)\s{1,4})?|\b(?:bearer|basic)\s{1,4}["']?)([A-Za-z0-9+/=._~-]{8,})/gi,
      accept: (match) => {
        const [raw, value = ''] = match
        const header = /^(?:proxy-)?authorization/i.test(raw)
        const random = /\d/.test(value) || /[a-z][A-Z]/.test(value) || value.endsWith('=')
        return isTemplate(value) || !(random && (header || value.length >= 10)) ? NONE : tail(match, value)
      },
    },
    {
      needs: COLON | EQUALS,
      stems: 'cookie',
      pattern: /\b(?:set-)?cookie["']{0,2}\s{0,2}:\s{0,2}["']?([\w.-]{1,64}=[^\r\n"'\ue000]{4,})/gi,
      accept: (match) => tail(match, match[1] ?? ''),
    },
  ],
}

export const secretUrlSamples: Samples = {
  match: [
    ['postgres://app:hunter2@db.example.com/x', 'postgres://[secret]/x'],
    ['Authorization: Bearer a1b2c3d4e5f6g7h8', 'Authorization: Bearer [secret]'],
    ['Cookie: sid=31d4d96e407aad42; lang=en', 'Cookie: [secret]'],
    ['/download?x=1&sig=abcdef', '/download?x=1&sig=[secret]'],
    ['curl -H "Authorization: Basic YWRhOmh1bnRlcjI="', 'curl -H "Authorization: Basic [secret]"'],
  ],
  clean: [
    'https://example.com:8080/a@b',
    'basic understanding',
    'Bearer of news',
    `https://\${USER}:\${PASS}@example.com`,
  ],
}
