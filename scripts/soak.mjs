/**
 * `npm run soak -- --events 200000 --kills 50 --minutes 20`: runs the chaos test of all sinks with so many
 * events and kills of the collector, over at least so many minutes.
 */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { setup } from './setup.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const defaults = { events: 200_000, kills: 50, minutes: 20 }
const { values } = parseArgs({
  options: Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' }])),
})
const env = { ...process.env }
for (const [name, fallback] of Object.entries(defaults)) {
  const value = Number(values[name] ?? fallback)
  if (!(value >= 0)) {
    console.error(`--${name} needs a number`)
    process.exit(2)
  }
  env[`HUSHLOG_CHAOS_${name.toUpperCase()}`] = String(value)
}

await setup()
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'backends', 'e2e/backends/chaos'],
  { cwd: root, stdio: 'inherit', env },
)
process.exit(status ?? 1)
