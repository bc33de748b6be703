/** `npm run bench -- <name> [arguments]`: runs `bench/<name>.mjs` on the built packages. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setup } from './setup.mjs'

const folder = join(dirname(fileURLToPath(import.meta.url)), '../bench')
const [name, ...args] = process.argv.slice(2)
const file = join(folder, `${name}.mjs`)
if (name === undefined || !/^[a-z0-9-]+$/.test(name) || !existsSync(file)) {
  const names = readdirSync(folder)
    .filter((entry) => entry.endsWith('.mjs'))
    .map((entry) => entry.slice(0, -4))
  console.error(`Usage: npm run bench -- <name> [arguments]\nBenchmarks: ${names.join(', ')}`)
  process.exit(2)
}
await setup()
process.exit(spawnSync(process.execPath, [file, ...args], { stdio: 'inherit' }).status ?? 1)
