import { RULES_VERSION } from '@hushlog/schema/sanitize'
import { expect, test } from 'vitest'
import { createPlatform } from './platform.js'
import { SDK_VERSION } from './version.js'

const ours = { sdk: 'node', sdk_version: SDK_VERSION, rules: RULES_VERSION }

test('the application can add to the context, but cannot change the SDK and the rules', () => {
  const { buildContext: context } = createPlatform(
    () => Promise.resolve({}),
    () => undefined,
  )
  expect(context(undefined)).toEqual(ours)
  expect(context(null)).toEqual(ours)
  expect(context('de')).toEqual(ours)
  expect(context({ sdk: 'other', sdk_version: '9', rules: '9', page_path: '/chat' })).toEqual({
    ...ours,
    page_path: '/chat',
  })
})
