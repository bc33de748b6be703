import { expect, test } from 'vitest'
import { reduceUserAgent } from './user-agent.js'

const like = 'Mozilla/5.0 (KHTML, like Gecko)'

test.each([
  [`${like} (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 Safari/537.36`, 'Chrome 131, Windows', 'desktop'],
  [
    `${like} (Windows NT 10.0) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.2903.70`,
    'Edg 131, Windows',
    'desktop',
  ],
  [
    `${like} (Linux; Android 14; wv) Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36`,
    'Chrome 131, Android',
    'mobile',
  ],
  [`${like} (Windows NT 10.0) Chrome/130.0.0.0 Safari/537.36 OPR/116.0.0.0`, 'OPR 116, Windows', 'desktop'],
  [
    `${like} (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15`,
    'Safari 18, Mac OS',
    'desktop',
  ],
  [`${like} (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0`, 'Firefox 133, Linux', 'desktop'],
  [
    `${like} (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1`,
    'Safari 18, iPhone',
    'mobile',
  ],
  [
    `${like} (iPad; CPU OS 18_1 like Mac OS X) CriOS/131.0 Mobile/15E148 Safari/604.1`,
    'CriOS 131, iPad',
    'tablet',
  ],
  [
    `${like} (Linux; Android 14; Pixel 8) Chrome/131.0.0.0 Mobile Safari/537.36`,
    'Chrome 131, Android',
    'mobile',
  ],
  [
    `${like} (Linux; Android 14; SM-X710) SamsungBrowser/27.0 Chrome/125.0 Safari/537.36`,
    'SamsungBrowser 27, Android',
    'tablet',
  ],
  [`${like} (X11; Linux x86_64) HeadlessChrome/156.0.0.0 Safari/537.36`, 'Chrome 156, Linux', 'desktop'],
  [
    `${like} (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.0 EdgiOS/131.0 Mobile/15E148 Safari/604.1`,
    'EdgiOS 131, iPhone',
    'mobile',
  ],
  [`${like} (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/22B83 App/1`, 'other, iPhone', 'mobile'],
  ['Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0', 'Firefox 133, Android', 'mobile'],
  [`${like} (X11; CrOS x86_64 14541.0.0) Chrome/131.0.0.0 Safari/537.36`, 'Chrome 131, CrOS', 'desktop'],
  ['Chrome_ada/4111111111111111 Chrome/131ada@example.com', 'Chrome 131, other', 'desktop'],
  ['Chrome/4111111111111111 Linux","env":"x', 'other, Linux', 'desktop'],
])('%s', (header, userAgent, deviceClass) => {
  expect(reduceUserAgent(header)).toEqual({ userAgent, deviceClass })
})

test.each(['', 'curl/8.5.0 ada@example.com', 'node', 'Amazon CloudFront', '__proto__', 'Version/Version/'])(
  'nothing of "%s"',
  (header) => {
    expect(reduceUserAgent(header)).toBeUndefined()
  },
)
