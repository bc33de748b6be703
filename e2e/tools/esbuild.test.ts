/** Tests that esbuild bundles both packed SDKs without a warning, and that bundles for Node deliver. */
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect } from 'vitest'
import { expectDelivered } from './delivered.js'
import { testProject } from './project.js'

for (const format of ['esm', 'cjs'] as const)
  testProject(`for Node as ${format}`, { tool: undefined, fixture: 'fixtures/bundle' }, async (project) => {
    const script = `server.${format === 'esm' ? 'mjs' : 'cjs'}`
    const { warnings } = await build({
      entryPoints: [join(project.folder, 'track.mjs')],
      outfile: join(project.folder, script),
      bundle: true,
      platform: 'node',
      format,
      logLevel: 'silent',
    })
    expect(warnings).toEqual([])
    expectDelivered(project, await project.run('node', script))
  })

testProject('for pages', { tool: undefined, fixture: 'fixtures/bundle' }, async ({ folder }) => {
  const { warnings, metafile } = await build({
    entryPoints: [join(folder, 'page.mjs')],
    bundle: true,
    platform: 'browser',
    format: 'esm',
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  expect(warnings).toEqual([])
  expect(Object.keys(metafile.inputs).map((path) => path.replace(/.*node_modules\//, ''))).toEqual(
    expect.arrayContaining(['@hushlog/sdk-browser/dist/index.js']),
  )
})
