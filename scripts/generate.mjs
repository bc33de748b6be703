/**
 * `npm run generate`: writes every generated file. `-- --check` writes nothing, names what is stale, and ends
 * with 1; `-- --accept` also makes the present catalogue the baseline of v1, after additions.
 */
import { spawnSync } from 'node:child_process'

const generators = ['packages/schema/generate/run.mjs', 'packages/collector/generate/run.mjs']
for (const generator of generators) {
  const { status } = spawnSync(process.execPath, [generator, ...process.argv.slice(2)], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
