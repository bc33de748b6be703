/** Packs each published package and checks the archive with publint and are-the-types-wrong. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PNPM } from './../pnpm.mjs'

/**
 * The types of the SDK for Node must be right for every way of resolving modules; the others are ESM by
 * design.
 */
const published = [
  { name: 'sanitizer', profile: 'esm-only' },
  { name: 'sanitizer', profile: 'esm-only' },
  { name: 'schema', profile: 'esm-only' },
  { name: 'sdk-browser', profile: 'esm-only', exclude: ['./hushlog.js'] },
  { name: 'sdk-node', profile: 'strict' },
  { name: 'collector', profile: 'esm-only' },
]

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
let ok = true
for (const { name, profile, exclude = [] } of published) {
  const folder = mkdtempSync(join(tmpdir(), 'hushlog-pack-'))
  const call = (command, args, cwd) => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' })
    if (status !== 0) console.log(`  ${name}: ${command} ${args[0]} failed\n${stdout}${stderr}`)
    ok &&= status === 0
  }
  call('npx', ['--yes', PNPM, 'pack', '--pack-destination', folder], join(root, 'packages', name))
  const archive = readdirSync(folder).find((file) => file.endsWith('.tgz'))
  if (archive !== undefined) {
    const bin = (tool) => join(root, 'node_modules/.bin', tool)
    call(bin('publint'), ['run', '--strict', join(folder, archive)], root)
    const entries = exclude.length > 0 ? ['--exclude-entrypoints', ...exclude] : []
    call(bin('attw'), [join(folder, archive), '--profile', profile, ...entries], root)
  }
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = ok ? 0 : 1
