/** Tests that the packed Node SDK delivers in Deno, with a spool. */
import { expect } from 'vitest'
import { expectDelivered } from './delivered.js'
import { testProject } from './project.js'

testProject('deno', { tool: 'deno', fixture: 'fixtures/server' }, async (project) => {
  const flags = ['--no-check', '--no-lock', '--node-modules-dir=manual', '--allow-all']
  expectDelivered(project, await project.run('deno', 'run', ...flags, 'track.mjs', 'spool'))
  expect(project.collector.requests).toHaveLength(1)
})
