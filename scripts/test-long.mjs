/**
 * `npm run test:long`: what takes too long for every run of `npm test`. Each part is bounded in time:
 * property tests with as many cases as fit, many kills of the collector, attacks, and all sinks while everything
 * fails in turn.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { propertyTests } from './fuzz.mjs'
import { setup } from './setup.mjs'
import { createRun } from './test/run.mjs'

/** So many random queries are compared with the slow reference, in some five minutes. */
const QUERIES = 1_500
/**
 * Each of some hundred properties has so many seconds. The seed and the most cases are fixed, so that a slow
 * machine runs a part of what a fast one runs, and a failure is due to a change. `npm run fuzz` draws other
 * cases each time.
 */
const FUZZ = { SECONDS: 2, FACTOR: 20, SEED: 1, RUNS: QUERIES }
/** Says how often a test of kills kills the collector. */
const KILLS = 25
/** Each attack goes on for so many seconds. */
const ATTACK = { SECONDS: 5 }
/** The soak's failures go on for at least so many minutes. */
const SOAK = { EVENTS: 50_000, KILLS: 25, MINUTES: 3 }

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

await setup()
const run = createRun(root)

const variables = (group, values) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`HUSHLOG_${group}_${name}`, String(value)]),
  )

const properties = () =>
  run.vitest(`Properties for ${FUZZ.SECONDS} s each`, 'unit', {
    files: propertyTests(),
    env: variables('FUZZ', FUZZ),
  })
const kills = () =>
  run.vitest(`${KILLS} kills of a collector`, 'e2e', {
    files: ['e2e/collector/durability.test.ts', 'e2e/collector/erasure.test.ts'],
    env: { HUSHLOG_KILLS: String(KILLS) },
  })
const attacks = () =>
  run.vitest('Attacks beside honest clients', 'e2e', {
    files: ['e2e/attack'],
    env: variables('ATTACK', ATTACK),
  })
const next = () => run.vitest('Next 15', 'tools', { files: ['e2e/tools/next15.test.ts'] })
const soak = async () => {
  await run.check('Servers are there (the first fetch takes minutes)', process.execPath, [
    'e2e/servers/install.mjs',
  ])
  await run.vitest(`All sinks while everything fails for ${SOAK.MINUTES} minutes`, 'backends', {
    files: ['e2e/backends/chaos.backend.test.ts'],
    env: variables('CHAOS', SOAK),
  })
}

// The soak mostly waits for its servers.
await run.together(2, [soak, kills, next, properties, attacks])
process.exitCode = run.end()
