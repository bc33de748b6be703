/** Packs each published package and checks the archive with publint and are-the-types-wrong. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PNPM } from './../pnpm.mjs'

/**
 * The types must be right for every way of resolving modules, also the old one that ignores `exports`. All but
 * the SDKs are ESM by design, which CommonJS may only import.
 */
const published = [
  { name: 'sanitizer', isEsm: true },
  { name: 'schema', isEsm: true },
  { name: 'sdk-browser', exclude: ['./hushlog.js'] },
  { name: 'sdk-node' },
  { name: 'collector', isEsm: true },
]

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
let ok = true
for (const { name, isEsm = false, exclude = [] } of published) {
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
    const rules = isEsm ? ['--ignore-rules', 'cjs-resolves-to-esm'] : []
    call(bin('attw'), [join(folder, archive), '--profile', 'strict', ...rules, ...entries], root)
  }
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = ok ? 0 : 1
