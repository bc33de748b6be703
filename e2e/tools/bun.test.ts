/** Tests that the packed Node SDK delivers in Bun, with a spool. */
import { join } from 'node:path'
import { expect } from 'vitest'
import { expectDelivered } from './delivered.js'
import { toolFolder } from './install.mjs'
import { testProject } from './project.js'

/** The package's own command needs an install script; the program is in the package of the platform. */
const bun = join(
  toolFolder('bun'),
  'node_modules/@oven',
  `bun-${process.platform}-${process.arch}`,
  'bin/bun',
)

testProject('bun', { tool: 'bun', fixture: 'fixtures/server' }, async (project) => {
  expectDelivered(project, await project.run(bun, 'run', 'track.mjs', 'spool'))
  expect(project.collector.requests).toHaveLength(1)
})
