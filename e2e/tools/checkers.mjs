/** Fetches the programs that monitoring systems check their files with. They are no npm packages. */
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { has, run } from '../servers/commands.mjs'
import { installFolder, installOnce } from '../servers/install-once.mjs'
import { note } from './note.mjs'

const CFN_LINT = '1.51.0'

const promtoolFolder = installFolder('tool-promtool')
const cfnLintFolder = installFolder(`tool-cfn-lint-${CFN_LINT}`)

/** Takes promtool out of the Debian package, which as a whole would start a server. */
const installPromtool = () =>
  installOnce('tool-promtool', async (folder) => {
    if (!has('apt-get') || !has('dpkg-deb')) return 'there is no apt here'
    const lists = await run('apt-get', ['update', '-qq'])
    const wrong = await run('apt-get', ['download', 'prometheus'], { cwd: folder })
    if (wrong !== undefined) return lists ?? wrong
    const archive = readdirSync(folder).find((name) => name.endsWith('.deb'))
    return run('dpkg-deb', ['-x', join(folder, archive ?? ''), folder])
  })

/** A virtual environment could not be renamed, so that the modules stand in a folder of their own. */
const installCfnLint = () =>
  installOnce(`tool-cfn-lint-${CFN_LINT}`, async (folder) => {
    if (!has('python3')) return 'Python is not installed'
    const target = join(folder, 'modules')
    mkdirSync(target)
    return run('python3', ['-m', 'pip', 'install', '--quiet', '--target', target, `cfn-lint==${CFN_LINT}`])
  })

/**
 * @typedef {object} Checker
 * @property {string | undefined} missing why it cannot be had here
 * @property {string} command
 * @property {readonly string[]} args stand before those of a check
 * @property {Readonly<Record<string, string>>} env
 */

/** @returns {Promise<Checker>} */
async function checker(name, install, how) {
  const installed = await install()
  const missing = 'reason' in installed ? installed.reason : undefined
  note(missing === undefined ? { against: name } : { missing: `${name}: ${missing}` })
  return { missing, ...how }
}

export const promtool = () =>
  checker('promtool', installPromtool, {
    command: join(promtoolFolder, 'usr/bin/promtool'),
    args: ['check', 'rules', '--lint=all', '--lint-fatal'],
    env: {},
  })

export const cfnLint = () =>
  checker(`cfn-lint ${CFN_LINT}`, installCfnLint, {
    command: 'python3',
    args: [join(cfnLintFolder, 'modules/bin/cfn-lint')],
    env: { PYTHONPATH: join(cfnLintFolder, 'modules') },
  })
