/** Tests that Vite bundles the packed SDK of pages, and renders a page with both SDKs on a server. */
import { expect } from 'vitest'
import { expectDelivered } from './delivered.js'
import { testProject } from './project.js'

const project = { tool: 'vite', fixture: 'fixtures/vite' }

testProject('a page', project, async ({ run }) => {
  const { code, output } = await run('vite', 'build')
  expect(output).not.toMatch(/warn|externalized/i)
  expect(code).toBe(0)
})

for (const [packages, options] of [
  ['required packages', []],
  ['bundled packages', ['--config', 'inlined.config.js']],
] as const)
  testProject(`a server with ${packages}`, project, async (created) => {
    const { code, output } = await created.run('vite', 'build', '--ssr', 'server.js', ...options)
    expect(output).not.toMatch(/warn/i)
    expect(code).toBe(0)
    expectDelivered(created, await created.run('node', 'dist/server.js'))
  })
