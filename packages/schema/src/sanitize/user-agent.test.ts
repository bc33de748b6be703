import { expect, test } from 'vitest'
import schema from '../../schemas/session.json' with { type: 'json' }
import { REDUCED_USER_AGENT, reduceUserAgent, withReducedUserAgent } from './user-agent.js'

const like = 'Mozilla/5.0 (KHTML, like Gecko)'

test.each([
  [`${like} (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 Safari/537.36`, 'Chrome 131, Windows'],
  [`${like} (Windows NT 10.0) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.2903.70`, 'Edg 131, Windows'],
  [
    `${like} (Linux; Android 14; wv) Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36`,
    'Chrome 131, Android',
  ],
  [`${like} (Windows NT 10.0) Chrome/130.0.0.0 Safari/537.36 OPR/116.0.0.0`, 'OPR 116, Windows'],
  [`${like} (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15`, 'Safari 18, Mac OS'],
  [`${like} (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0`, 'Firefox 133, Linux'],
  [
    `${like} (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1`,
    'Safari 18, iPhone',
  ],
  [`${like} (iPad; CPU OS 18_1 like Mac OS X) CriOS/131.0 Mobile/15E148 Safari/604.1`, 'CriOS 131, iPad'],
  [`${like} (Linux; Android 14; Pixel 8) Chrome/131.0.0.0 Mobile Safari/537.36`, 'Chrome 131, Android'],
  [
    `${like} (Linux; Android 14; SM-X710) SamsungBrowser/27.0 Chrome/125.0 Safari/537.36`,
    'SamsungBrowser 27, Android',
  ],
  [`${like} (X11; Linux x86_64) HeadlessChrome/156.0.0.0 Safari/537.36`, 'Chrome 156, Linux'],
  [
    `${like} (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.0 EdgiOS/131.0 Mobile/15E148 Safari/604.1`,
    'EdgiOS 131, iPhone',
  ],
  [`${like} (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/22B83 App/1`, 'other, iPhone'],
  ['Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0', 'Firefox 133, Android'],
  [`${like} (X11; CrOS x86_64 14541.0.0) Chrome/131.0.0.0 Safari/537.36`, 'Chrome 131, CrOS'],
  ['Chrome_ada/4111111111111111 Chrome/131ada@example.com', 'Chrome 131, other'],
  ['Chrome/4111111111111111 Linux","env":"x', 'other, Linux'],
])('%s', (header, reduced) => {
  expect(reduceUserAgent(header)).toBe(reduced)
  expect(reduceUserAgent(reduced)).toBe(reduced)
})

test.each(['', 'curl/8.5.0 ada@example.com', 'node', 'Amazon CloudFront', '__proto__', 'Version/Version/'])(
  'nothing of "%s"',
  (header) => {
    expect(reduceUserAgent(header)).toBe('other, other')
  },
)

test('the schema names the pattern of what is reduced', () => {
  expect(schema.$defs.session_start.properties.user_agent['x-reduced']).toBe(REDUCED_USER_AGENT.source)
})

test('an event without a header to reduce is not copied', () => {
  for (const event of [
    { user_agent: 'Chrome 131, Windows' },
    { user_agent: {} },
    {},
    null,
    undefined,
    'text',
  ])
    expect(withReducedUserAgent(event)).toBe(event)
})
