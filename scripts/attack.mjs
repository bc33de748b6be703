/**
 * `npm run attack -- [--seconds 10] [--only kind,…] [--checkout folder]`: attacks a collector on the loopback
 * with the write key of one tenant, kind by kind, and prints what honest clients see meanwhile. It fails when an
 * honest client of another tenant has a batch that is not accepted, or waits too long.
 *
 * `--checkout` attacks the built collector of another checkout, so that two versions can be compared.
 */
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { kinds } from '../e2e/attack/kinds/index.mjs'
import { printResults } from '../e2e/attack/results.mjs'
import { runKind } from '../e2e/attack/run-kind.mjs'
import { setup } from './setup.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    only: { type: 'string', default: kinds.map(({ name }) => name).join(',') },
    checkout: { type: 'string' },
  },
})
const names = values.only.split(',')
const unknown = names.filter((name) => !kinds.some((kind) => kind.name === name))
const seconds = Number(values.seconds)
if (!(seconds > 0) || unknown.length > 0) {
  console.error('Usage: npm run attack -- [--seconds 10] [--only kind,…] [--checkout folder]\nKinds:')
  for (const { name, what } of kinds) console.error(`  ${name.padEnd(16)} ${what}`)
  process.exit(2)
}

if (values.checkout === undefined) await setup()
const checkout = values.checkout === undefined ? root : resolve(values.checkout)
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
const results = []
for (const kind of kinds.filter(({ name }) => names.includes(name))) {
  console.log(`▸ ${kind.name}: ${kind.what}`)
  const result = await runKind(kind, { checkout, seconds })
  for (const line of result.details) console.log(`  ${line}`)
  results.push(result)
}
process.exitCode = printResults(results) ? 0 : 1
