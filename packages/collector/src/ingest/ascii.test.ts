import { expect, test } from 'vitest'
import { onlyAscii } from './parse.js'
import { createPrepare, isRejection } from './prepare.js'

const tenant = {
  id: 'acme',
  name: 'Acme',
  writeKeys: [],
  readTokens: [],
  content: 'off' as const,
  retentionDays: 90,
}
const nothing = () => undefined
const counts = {
  received: nothing,
  accepted: nothing,
  duplicate: nothing,
  rejected: nothing,
  refused: nothing,
  finding: nothing,
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

test.each(['prod', 'prüfstand', '漢'])(
  'what is stored is the same by either way of writing it: env %s',
  (env) => {
    for (const title of ['Orders', 'Größe', '漢字', '\\u6f22', 'a\\nb', 'Orders of jane@example.com']) {
      const json = `{"id":"01J9ZB3W5S0000000000000000","event":"page_view","ts":"2026-03-14T09:26:53.589Z","schema_version":1,"context":{"page_title":"${title}"}}`
      const prepare = createPrepare({ tenant, env, counts, pseudonymize: (value) => value })
      const stored = [onlyAscii(Buffer.from(json)), false].map((ascii) => {
        const prepared = prepare(JSON.parse(json), {
          receivedAt: 0,
          receivedText: '2026-03-14T09:26:54.000Z',
          ascii,
        })
        if (isRejection(prepared)) throw new Error(prepared.code)
        return Buffer.from(prepared.bytes).toString()
      })
      expect(stored[0]).toBe(stored[1])
      expect(JSON.parse(stored[0] ?? '')).toMatchObject({ env, tenant_id: 'acme' })
    }
  },
)
