// Runs the pinned pnpm through npx, so that a machine needs nothing but Node and npm.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const PNPM = 'pnpm@12.21.0'

export function pnpm(args, options = {}) {
  const { status } = spawnSync('npx', ['--yes', PNPM, ...args], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  })
  return status ?? 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(pnpm(process.argv.slice(2)))
