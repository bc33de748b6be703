/** Runs the pinned pnpm through npx, so that a machine needs nothing but Node and npm. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const PNPM = 'pnpm@12.21.0'

/** Runs pnpm and returns its exit status. Output that was piped is printed only when the command failed. */
export function pnpm(args, options = {}) {
  const { status, stdout, stderr } = spawnSync('npx', ['--yes', PNPM, ...args], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    maxBuffer: 1 << 28,
    ...options,
  })
  if (status !== 0) {
    if (stdout) process.stderr.write(stdout)
    if (stderr) process.stderr.write(stderr)
  }
  return status ?? 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(pnpm(process.argv.slice(2)))
