/**
 * Finds and runs the programs that an install needs. A failure is reported by the last line of the output.
 */
import { spawn, spawnSync } from 'node:child_process'

/** @param {string} command */
export function has(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0
}

/** @param {string} command @param {readonly string[]} args */
export function output(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  return status === 0 ? `${stdout}${stderr}`.trim() : undefined
}

/**
 * Runs a program at low priority, since tests may run at the same time.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 * @returns {Promise<string | undefined>} what went wrong, undefined when nothing did
 */
export function run(command, args, { cwd, env } = {}) {
  return new Promise((resolve) => {
    const nice = has('nice')
    const child = spawn(nice ? 'nice' : command, nice ? [command, ...args] : args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let tail = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        tail = (tail + text).slice(-2000)
      })
    child.once('error', (error) => resolve(`${command}: ${error.message}`))
    child.once('close', (code) =>
      resolve(code === 0 ? undefined : `${command} ended with ${code}: ${lastLine(tail)}`),
    )
  })
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? ''
}

/** Limits how long apt waits for another apt, since a browser and a server may be installed at once. */
const APT_LOCK_SECONDS = 600

/**
 * Installs Debian packages, where there is apt and this process is root.
 *
 * @param {readonly string[]} packages
 * @returns {Promise<string | undefined>} what went wrong
 */
export async function apt(packages) {
  if (!has('apt-get')) return 'there is no apt here'
  if (process.getuid?.() !== 0) return 'apt needs root'
  const wait = `DPkg::Lock::Timeout=${APT_LOCK_SECONDS}`
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  // The package lists may be fresh enough even if they cannot be updated: only the install decides.
  await run('apt-get', ['-o', wait, 'update', '-qq'], { env })
  return run('apt-get', ['-o', wait, 'install', '-y', '-qq', '--no-install-recommends', ...packages], { env })
}
