/** The names that each built package exports are in a snapshot, so that a change of them is a decision. */
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

const namesOf = async (name: string): Promise<string[]> =>
  Object.keys((await import(name)) as Record<string, unknown>).sort()

test.each([
  '@hushlog/sanitizer',
  '@hushlog/sanitizer/engine',
  '@hushlog/sanitizer/full',
  '@hushlog/sanitizer/page',
  '@hushlog/schema',
  '@hushlog/schema/sanitize',
  '@hushlog/schema/sanitize-browser',
  '@hushlog/schema/fields',
  '@hushlog/schema/tables',
  '@hushlog/schema/vectors',
  '@hushlog/sdk-node',
  '@hushlog/sdk-browser',
  '@hushlog/collector',
  '@hushlog/collector/testing',
])('%s', async (name) => {
  expect(await namesOf(name)).toMatchSnapshot()
})

test('the Node SDK exports the same to both module systems', async () => {
  const required: unknown = createRequire(import.meta.url)('@hushlog/sdk-node')
  expect(Object.keys(required as Record<string, unknown>).sort()).toEqual(await namesOf('@hushlog/sdk-node'))
})
