/**
 * Packs the packages, and fetches the tools that the tests of this run ask for, before the tests. What cannot
 * be had is named at the end of the run and of `npm test`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installTool } from './install.mjs'
import { note } from './note.mjs'
import { packAll } from './pack.mjs'
import { versions } from './versions.mjs'

/** @param {import('vitest/node').TestProject} project */
export default async function setup(project) {
  const { testFiles } = await project.globTestFiles(project.vitest.filenamePattern)
  // Packing takes seconds, which a run of other tests need not wait for.
  if (testFiles.length === 0) return
  const text = testFiles.map((file) => readFileSync(file, 'utf8')).join('\n')
  const folder = mkdtempSync(join(tmpdir(), 'hushlog-packed-'))
  const missing = {}
  try {
    for (const tool of Object.keys(versions).filter((name) => text.includes(`'${name}'`))) {
      const installed = await installTool(tool)
      const [version] = Object.values(versions[tool] ?? {})
      if ('reason' in installed) missing[tool] = installed.reason
      note(
        'reason' in installed
          ? { missing: `${tool}: ${installed.reason}` }
          : { against: `${tool} ${version}` },
      )
    }
    project.provide('packed', packAll(folder))
    project.provide('missingTools', missing)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return () => {
    rmSync(folder, { recursive: true, force: true })
    for (const [tool, reason] of Object.entries(missing)) console.log(`  Not run — ${tool}: ${reason}`)
  }
}
