/**
 * Installs what tests need beside npm packages: browsers, and the other supported Node. It is kept outside
 * the work tree.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { findChromium, onPath } from '../../e2e/browser/engines/find.mjs'

const cache = process.env.HUSHLOG_TEST_CACHE ?? join(homedir(), '.cache/hushlog')

/** Returns `{ path }`, or `{ reason }` when there is none and none can be installed. */
export function chromium() {
  const found = findChromium()
  if (found !== undefined) return { path: found }
  aptInstall('chromium')
  const path = findChromium()
  if (path !== undefined) return { path }
  return { reason: 'no Chromium found and apt could not install one; install it or set CHROMIUM to its path' }
}

/** The versions of the binary packages behind npm's `node`, which need no install script. */
const otherVersions = { 20: '20.19.5', 24: '24.18.1' }

export function otherNode() {
  const major = process.versions.node.startsWith('20.') ? 24 : 20
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const folder = join(cache, `node-${otherVersions[major]}`)
  const path = join(folder, 'node_modules', name, 'bin/node')
  if (!existsSync(path)) {
    console.log(`\n▸ Fetching Node ${otherVersions[major]} (once)`)
    mkdirSync(folder, { recursive: true })
    run('npm', [
      'install',
      '--prefix',
      folder,
      '--no-save',
      '--ignore-scripts',
      `${name}@${otherVersions[major]}`,
    ])
  }
  return existsSync(path)
    ? { major, path }
    : { major, reason: `npm has no ${name}@${otherVersions[major]} for this machine` }
}

/**
 * Installs Debian packages. Without apt or root it does nothing: callers look again and report what is
 * missing.
 */
export function aptInstall(...packages) {
  if (onPath('apt-get') === undefined || process.getuid?.() !== 0) return
  console.log(`\n▸ Installing ${packages.join(', ')} with apt (once)`)
  run('apt-get', ['update', '-qq'])
  const wait = 'DPkg::Lock::Timeout=600' // a server may be installed at the same time
  run('apt-get', ['-o', wait, 'install', '-y', '-qq', '--no-install-recommends', ...packages])
}

function run(command, args) {
  const { status, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (status !== 0) console.log(`  ${command} ended with ${status}: ${stderr?.trim().split('\n').at(-1)}`)
}
