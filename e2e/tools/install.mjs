/** Fetches the tools of `versions.mjs` outside the work tree, each once. Run as a program, it fetches all. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from '../servers/commands.mjs'
import { installFolder, installOnce } from '../servers/install-once.mjs'
import { versions } from './versions.mjs'

/** @param {string} tool @returns {string} the folder whose `node_modules` has the tool */
export const toolFolder = (tool) =>
  installFolder(['tool', tool, ...Object.values(packagesOf(tool))].join('-'))

/** @param {string} tool */
function packagesOf(tool) {
  const packages = versions[tool]
  if (packages === undefined) throw new Error(`versions.mjs has no ${tool}`)
  return packages
}

/**
 * @param {string} tool
 * @returns {Promise<import('../servers/install-once.mjs').Installed>}
 */
export function installTool(tool) {
  const dependencies = packagesOf(tool)
  return installOnce(toolFolder(tool).slice(installFolder('').length), (folder) => {
    console.log(`  ${tool}: fetching ${Object.values(dependencies)[0]} from npm (once)`)
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
    return run('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'])
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const tool of Object.keys(versions)) {
    const installed = await installTool(tool)
    if ('reason' in installed) console.log(`  ${tool}: cannot be had here: ${installed.reason}`)
  }
