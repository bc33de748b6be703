/** Tests that TypeScript finds the types of the packed packages by its old resolution, also an old compiler. */
import { expect } from 'vitest'
import { testProject } from './project.js'

for (const tool of ['typescript4', 'typescript5'])
  testProject(tool, { tool, fixture: 'fixtures/old-types' }, async ({ run }) => {
    expect(await run('tsc', '-p', '.')).toEqual({ code: 0, output: '' })
  })
