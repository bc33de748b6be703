import { expect, test } from 'vitest'
import { noCounts } from './counts.fixture.js'
import { onlyAscii } from './parse.js'
import { createPrepare, isRejection } from './prepare.js'
import { toRecords } from './to-records.js'

const tenant = {
  id: 'acme',
  name: 'Acme',
  writeKeys: [],
  readTokens: [],
  content: 'off' as const,
  retentionDays: 90,
}

test.each([
  ['{"a":"plain \\n text \\" \\\\ "}', true],
  ['{"a":"é"}', false],
  ['{"a":"漢"}', false],
  ['{"a":"\\u00e9"}', false],
  ['{"a":"\\u6f22"}', false],
])('%s', (json, expected) => {
  expect(onlyAscii(Buffer.from(json))).toBe(expected)
})

test('what is stored is the same by either way of writing it', () => {
  for (const title of ['Orders', 'Größe', '漢字', '\\u6f22', 'a\\nb', 'Orders of jane@example.com']) {
    const json = `{"id":"01J9ZB3W5S0000000000000000","event":"page_view","ts":"2026-03-14T09:26:53.589Z","schema_version":1,"context":{"page_title":"${title}"}}`
    const prepare = createPrepare({ tenant, env: 'prod', counts: noCounts, pseudonymize: (value) => value })
    const stored = [onlyAscii(Buffer.from(json)), false].map((ascii) => {
      const prepared = prepare(JSON.parse(json), { receivedAt: 0, receivedText: '2026-03-14T09:26:54.000Z' })
      if (isRejection(prepared)) throw new Error(prepared.code)
      return toRecords([prepared, prepared], ascii).map(({ bytes }) => Buffer.from(bytes).toString())
    })
    expect(stored[0]).toEqual(stored[1])
    expect(stored[0]?.[0]).toBe(stored[0]?.[1])
    expect(JSON.parse(stored[0]?.[1] ?? '')).toMatchObject({ env: 'prod', tenant_id: 'acme' })
  }
})
