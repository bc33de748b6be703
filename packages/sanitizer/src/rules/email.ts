/**
 * Addresses. The pattern starts from the `@` and looks back, so that a long run of letters costs nothing.
 * RFC 5321 §4.5.3.1 (64 and 255 octets), RFC 5322 §3.4.1 without comments, RFC 6531 for other scripts.
 */

import { type Detector, type NamedDetector, NONE, type Rule, type Samples, type Spans } from './rule.js'
import { AT } from './signals.js'

/**
 * `icon@2x.png` is a file. Quotes and signs around an address are none of it; `git@…` is a place for code.
 */
export const emailInPage: NamedDetector = {
  rule: 'email',
  placeholder: '[email]',
  pattern:
    /(?:@(?!\dx\.)(?<!\bgit@)| at (?=\w{1,6}mail\.))(?<=((?!['|!*#$^~%])[^\s\ue000-\uf8ff@<>()[\]{},;:"`\\/=?&]{1,255}|"[^"\ue000-\uf8ff\r\n]{1,64}")(?:@| at ))(?:(?:[\w\u00a1-\ud7ff-]{1,63}\.){1,8}(?:xn--[\w-]{2,59}|[a-z\u00a1-\ud7ff]{2,24})|localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]{2,39}])/gi,
  accept: ({ 0: raw, 1: local = '', index }) => [[index - local.length, index + raw.length]],
}

/** "name at gmail.com": without brackets only with a mail provider everybody knows. */
const provider: Detector = {
  stems: ' at gmail| at googlemail| at yahoo| at hotmail| at outlook| at icloud| at aol| at gmx| at proton',
  pattern:
    /\sat\s(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|aol|gmx|proton(?:mail)?)(?:\.|\s?[[({]?dot[\])}]?\s?)[a-z]{2,3}\b/gi,
  accept: spelled,
}

export const email: Rule = {
  id: 'email',
  placeholder: '[email]',
  detectors: [
    { ...emailInPage, needs: AT },
    provider,
    {
      // "name [at] host [dot] com"
      stems: '[at]|(at)|{at}| dot ',
      pattern:
        /(?:\s?[[({]at[\])}]\s?[a-z0-9-]{1,63}(?:\.|\s?[[({]dot[\])}]\s?|\sdot\s)|\sat\s[a-z0-9-]{1,63}\sdot\s)[a-z0-9-]{2,63}(?:(?:\.|\s?[[({]dot[\])}]\s?|\sdot\s)[a-z0-9-]{2,63}){0,3}/gi,
      accept: spelled,
    },
  ],
}

function spelled(match: RegExpExecArray): Spans {
  const { index, input } = match
  const local = /[\w.+-]{1,64}$/.exec(input.slice(Math.max(0, index - 64), index))
  return local === null ? NONE : [[index - local[0].length, index + match[0].length]]
}

export const emailSamples: Samples = {
  match: [
    ['write to ada@example.com today', 'write to [email] today'],
    ['<ada.lovelace+news@mail.example.co.uk>', '<[email]>'],
    ['ada%40example.com', '[email]'],
    ['ada\\u0040example.com', '[email]'],
    ['ada&#64;example&period;com', '[email]'],
    ['ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ', '[email]'],
    ['"ada lovelace"@example.org', '[email]'],
    ['root@localhost', '[email]'],
    ['ada [at] example [dot] com', '[email]'],
    ['ada at gmail.com', '[email]'],
    ['ada at example dot com', '[email]'],
    ["mail 'ada@example.net'", "mail '[email]'"],
  ],
  clean: [
    'icon@2x.png',
    '@ada said so',
    'npm i @example/pkg@1.2.3',
    'git@github.com:example/repo.git',
    'look at example.com',
    'a @ b',
  ],
}
