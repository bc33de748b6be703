/** Packs the packages that users install, as they are published. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PNPM } from '../../scripts/pnpm.mjs'

const PACKED = ['sanitizer', 'schema', 'sdk-browser', 'sdk-node']
const packages = fileURLToPath(new URL('../../packages', import.meta.url))

/**
 * @param {string} folder that the archives are written to
 * @returns {Record<string, string>} the path of each archive by the package's name
 */
export function packAll(folder) {
  return Object.fromEntries(PACKED.map((name) => [name, pack(name, join(folder, name))]))
}

/** @param {string} name @param {string} folder */
function pack(name, folder) {
  mkdirSync(folder, { recursive: true })
  const { status, stderr } = spawnSync('npx', ['--yes', PNPM, 'pack', '--pack-destination', folder], {
    cwd: join(packages, name),
    encoding: 'utf8',
  })
  const archive = readdirSync(folder).find((file) => file.endsWith('.tgz'))
  if (status !== 0 || archive === undefined) throw new Error(`cannot pack ${name}: ${stderr}`)
  return join(folder, archive)
}
