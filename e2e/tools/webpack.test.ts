/** Tests that webpack bundles both packed SDKs without a warning, and that the bundle for Node delivers. */
import { expect } from 'vitest'
import { expectDelivered } from './delivered.js'
import { testProject } from './project.js'

testProject('webpack', { tool: 'webpack', fixture: 'fixtures/bundle' }, async (project) => {
  const { run, read } = project
  const built = await run('node', 'webpack.mjs')
  expect(built).toEqual({ code: 0, output: '' })
  expect(read('dist/page.js')).not.toMatch(/node:|require\(/)
  expectDelivered(project, await run('node', 'dist/server.cjs'))
})
