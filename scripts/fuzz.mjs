/**
 * `npm run fuzz -- [--seconds 10] [--seed 1] [--runs n] [file…]`: runs each property test with as many cases as
 * fit the time. Names of files, or parts of them, choose among the tests. A failure names the seed that repeats it.
 * `npm run fuzz -- query` compares 100,000 random queries with the slow reference, however long that takes.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Property tests take their number of cases from this module. */
const FUZZ_MODULE = '@hushlog/base/fuzz'

/** Returns the files with property tests, relative to the root. */
export function propertyTests() {
  return readdirSync(join(root, 'packages'))
    .flatMap((name) => testsBelow(join(root, 'packages', name, 'src')))
    .filter((file) => readFileSync(file, 'utf8').includes(`'${FUZZ_MODULE}'`))
    .map((file) => relative(root, file))
}

const testsBelow = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))

/** Random queries are this many when they are asked for by name. */
const QUERY_RUNS = 100_000

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '10' },
      runs: { type: 'string' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    },
  })
  const files = propertyTests().filter(
    (file) => positionals.length === 0 || positionals.some((part) => file.includes(part)),
  )
  const runs = Number(values.runs ?? (positionals.includes('query') ? QUERY_RUNS : 0))
  if (
    !Number.isSafeInteger(runs) ||
    !(Number(values.seconds) > 0) ||
    !/^\d{1,10}$/.test(values.seed) ||
    files.length === 0
  ) {
    console.error('Usage: npm run fuzz -- [--seconds 10] [--seed 1] [--runs n] [file…]\nFiles:')
    for (const file of propertyTests()) console.error(`  ${file}`)
    process.exit(2)
  }
  console.log(`Seed ${values.seed}, ${values.seconds} s for each property`)
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', ...files], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      HUSHLOG_FUZZ_SECONDS: values.seconds,
      HUSHLOG_FUZZ_SEED: values.seed,
      ...(runs > 0 && { HUSHLOG_FUZZ_RUNS: String(runs) }),
    },
  })
  process.exit(status ?? 1)
}
