/** Tests that the packed Node SDK delivers in Node, as ESM and as CommonJS. */
import { expectDelivered } from './delivered.js'
import { testProject } from './project.js'

for (const script of ['track.mjs', 'track.cjs'])
  testProject(script, { tool: undefined, fixture: 'fixtures/server' }, async (project) =>
    expectDelivered(project, await project.run('node', script)),
  )
