import { expect, test } from 'vitest'
import { explain } from './explain.js'

test.each([
  ['no writeKey', 'data-write-key'],
  ['wrong endpoint', 'https://collector.example'],
  ['unauthorized 401', 'write key'],
  ['unauthorized 403', 'origins'],
  ['answered 404', '/v1/events'],
  ['answered 200', '/v1/events'],
  ['answered nothing (ECONNREFUSED)', 'Nothing listens'],
  ['answered nothing (ENOTFOUND)', 'DNS'],
  ['answered nothing (DEPTH_ZERO_SELF_SIGNED_CERT)', 'TLS'],
  ['answered nothing (CERT_HAS_EXPIRED)', 'TLS'],
  ['answered nothing (ETIMEDOUT)', 'requestTimeout'],
  ['answered nothing (ERR_INVALID_URL)', 'https://collector.example'],
  ['answered nothing', 'connect-src'],
  ['dropped unknown_event at event', 'back ends'],
  ['rejected invalid_value at rating, expected 1 to 5', 'docs/events.md'],
])('%s comes with a way out', (message, text) => {
  const explained = explain(`hushlog: ${message}`)
  expect(explained).toContain(`hushlog: ${message}. `)
  expect(explained).toContain(text)
})

test('another message stays as it is', () => {
  expect(explain('hushlog: something')).toBe('hushlog: something')
  expect(explain('something')).toBe('something')
})
