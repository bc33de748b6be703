import { expect, test } from 'vitest'
import { toRecords } from './to-records.js'

const prepared = (json: string) => ({
  id: '01J9ZB3W5S0000000000000000',
  tenantId: 'acme',
  event: 'page_view',
  time: 1,
  receivedAt: 2,
  hasText: false,
  json,
})

const ascii = ['', 'a', 'x'.repeat(90_000), '', 'z'.repeat(300_000)]
const mixed = ['', 'é漢😀', ...ascii, '漢'.repeat(80_000), 'ÿ']

test.each([
  ['ascii', ascii, true],
  ['ascii as utf8', ascii, false],
  ['every script', mixed, false],
])('each record gets its own text: %s', (_, texts, only) => {
  const records = toRecords(texts.map(prepared), only)
  expect(records.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(texts)
  const { json: _json, ...rest } = prepared('')
  expect(records[0]).toMatchObject(rest)
})
