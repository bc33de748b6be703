import { expect, test } from 'vitest'
import { createClient } from './client.js'
import { describeEncoding } from './encode-contract.fixture.js'
import { createFakePlatform, testOptions } from './fake-platform.fixture.js'

describeEncoding('slow path')

test('a rule that may take long stops every event, and the warning says what to write instead', async () => {
  const platform = createFakePlatform()
  const { client } = createClient(platform, { ...testOptions, rules: [{ id: 'own', pattern: '(a+)+b' }] })
  expect(client.track('page_view')).toBe(false)
  expect(client.stats()).toMatchObject({ captured: 1, dropped: { sanitize_failed: 1 } })
  expect(platform.warnings.join()).toMatch(/custom rule own: .*write the repetition out/)
})
