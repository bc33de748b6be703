/**
 * `npm run bench -- <name> [arguments]`: runs `bench/<name>.mjs` on the built packages. Without a name it
 * lists the benchmarks, each with what it measures.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setup } from './setup.mjs'

const folder = join(dirname(fileURLToPath(import.meta.url)), '../bench')
const fileOf = (name) => join(folder, `${name}.mjs`)

/** Returns the first sentence behind the usage line of a benchmark's opening comment. */
function purposeOf(name) {
  const [, comment = ''] = /^\/\*\*(.*?)\*\//s.exec(readFileSync(fileOf(name), 'utf8')) ?? []
  const [, ...paragraphs] = comment
    .replaceAll(/\s*\n \*[ ]?/g, '\n')
    .trim()
    .split('\n\n')
  return paragraphs
    .join(' ')
    .replaceAll('\n', ' ')
    .split(/(?<=\.) /)[0]
}

function printBenchmarks() {
  console.error('Usage: npm run bench -- <name> [arguments]\n')
  for (const entry of readdirSync(folder).filter((file) => file.endsWith('.mjs'))) {
    const name = entry.slice(0, -'.mjs'.length)
    console.error(`  ${name.padEnd(15)} ${purposeOf(name)}`)
  }
}

const [name, ...args] = process.argv.slice(2)
if (name === undefined || !/^[a-z0-9-]+$/.test(name) || !existsSync(fileOf(name))) {
  printBenchmarks()
  process.exit(name === undefined ? 0 : 2)
}
await setup()
process.exit(spawnSync(process.execPath, [fileOf(name), ...args], { stdio: 'inherit' }).status ?? 1)
