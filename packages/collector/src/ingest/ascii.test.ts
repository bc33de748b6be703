import { expect, test } from 'vitest'
import { noCounts } from './no-counts.js'
import { hasOnlyAscii } from './parse.js'
import { createPreparer, isRejection } from './prepare.js'
import { tenantContext } from './tenant-context.fixture.js'
import { toRecords } from './to-records.js'

test.each([
  ['{"a":"plain \\n text \\" \\\\ "}', true],
  ['{"a":"é"}', false],
  ['{"a":"漢"}', false],
  ['{"a":"\\u00e9"}', false],
  ['{"a":"\\u6f22"}', false],
])('%s', (json, expected) => {
  expect(hasOnlyAscii(Buffer.from(json))).toBe(expected)
})

test('stores the same bytes by either encoding', () => {
  for (const title of ['Orders', 'Größe', '漢字', '\\u6f22', 'a\\nb', 'Orders of jane@example.com']) {
    const json = `{"id":"01J9ZB3W5S0000000000000000","event":"page_view","ts":"2026-03-14T09:26:53.589Z","schema_version":1,"context":{"page_title":"${title}"}}`
    const preparer = createPreparer({ content: 'off', counts: noCounts })
    const context = {
      tenant: tenantContext(),
      receivedAt: 0,
      receivedText: '2026-03-14T09:26:54.000Z',
      clockOffset: 0,
    }
    const stored = [hasOnlyAscii(Buffer.from(json)), false].map((ascii) => {
      const prepared = preparer.finish(preparer.slowPath(JSON.parse(json), context.tenant, 0), context)
      if (isRejection(prepared)) throw new Error(prepared.code)
      return toRecords([prepared, prepared], ascii).map(({ bytes }) => Buffer.from(bytes).toString())
    })
    expect(stored[0]).toEqual(stored[1])
    expect(stored[0]?.[0]).toBe(stored[0]?.[1])
    expect(JSON.parse(stored[0]?.[1] ?? '')).toMatchObject({ env: 'test', tenant_id: 'acme' })
  }
})
