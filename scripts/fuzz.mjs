/** `npm run fuzz -- <name> [runs] [seed]`: a property test with as many draws as you like; a failure says its seed. */
import { spawnSync } from 'node:child_process'

const tests = {
  patterns: 'packages/sanitizer/src/rules/patterns.test.ts',
  sanitizer: 'packages/sanitizer/src/twice.property.test.ts',
  identifiers: 'packages/sanitizer/src/identifiers.property.test.ts',
}
const [name = '', runs = '1000000', seed = String(Math.floor(Math.random() * 2 ** 32))] =
  process.argv.slice(2)
const test = Object.hasOwn(tests, name) ? tests[name] : undefined
if (test === undefined || !/^\d{1,9}$/.test(runs) || !/^\d{1,10}$/.test(seed)) {
  console.error(`Usage: npm run fuzz -- <name> [runs] [seed]\nNames: ${Object.keys(tests).join(', ')}`)
  process.exit(2)
}
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'unit', test], {
  stdio: 'inherit',
  env: { ...process.env, HUSHLOG_RUNS: runs, HUSHLOG_SEED: seed },
})
process.exit(status ?? 1)
