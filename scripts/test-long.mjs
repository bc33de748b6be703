/**
 * `npm run test:long`: what takes too long for every run of `npm test`. Each part is bounded in time:
 * property tests with as many cases as fit, many kills of the collector, and all sinks while everything fails
 * in turn.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { propertyTests } from './fuzz.mjs'
import { setup } from './setup.mjs'
import { createRun } from './test/run.mjs'

/** Each property has so many seconds; there are some hundred of them, on two workers. */
const FUZZ_SECONDS = 3
/** Says how often a test of kills kills the collector. */
const KILLS = 25
/** The soak's failures go on for at least so many minutes. */
const SOAK = { EVENTS: 50_000, KILLS: 25, MINUTES: 3 }

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

await setup()
const run = createRun(root)
const seed = String(Math.floor(Math.random() * 2 ** 31))

const properties = () =>
  run.vitest(`Properties for ${FUZZ_SECONDS} s each (seed ${seed})`, 'unit', {
    files: propertyTests(),
    env: { HUSHLOG_FUZZ_SECONDS: String(FUZZ_SECONDS), HUSHLOG_FUZZ_SEED: seed },
  })
const kills = () =>
  run.vitest(`${KILLS} kills of a collector`, 'e2e', {
    files: ['e2e/collector/durability.test.ts', 'e2e/collector/erasure.test.ts'],
    env: { HUSHLOG_KILLS: String(KILLS) },
  })
const soak = async () => {
  await run.check('Servers are there (the first fetch takes minutes)', process.execPath, [
    'e2e/servers/install.mjs',
  ])
  await run.vitest(`All sinks while everything fails for ${SOAK.MINUTES} minutes`, 'backends', {
    files: ['e2e/backends/chaos.backend.test.ts'],
    env: Object.fromEntries(
      Object.entries(SOAK).map(([name, value]) => [`HUSHLOG_CHAOS_${name}`, String(value)]),
    ),
  })
}

// The soak mostly waits for its servers.
await run.together(2, [soak, kills, properties])
process.exitCode = run.end()
