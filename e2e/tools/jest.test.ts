/** Tests that Jest loads both packed SDKs without transforms, also in a DOM, and ends by itself. */
import { expect } from 'vitest'
import { testProject } from './project.js'

testProject('jest', { tool: 'jest', fixture: 'fixtures/jest' }, async ({ run, collector }) => {
  const { code, output } = await run('jest', '--detectOpenHandles', '--no-cache', '--maxWorkers=2')
  expect(output).not.toMatch(/console\.|did not exit|open handle|Warning|deprecated/i)
  expect(output).toContain('Tests:       4 passed, 4 total')
  expect(code).toBe(0)
  const sessions = [...collector.stored.values()].map(({ session_id }) => session_id)
  expect(sessions).toEqual(expect.arrayContaining(['s-1', 's-3']))
})
