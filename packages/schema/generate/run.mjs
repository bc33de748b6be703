/**
 * `generate` writes every file that follows from schemas/; `--check` only says which are stale or what breaks v1
 * and ends with 1; `--accept` also makes the present catalogue the baseline of v1, after additions.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { breaks, flatten } from './evolution.mjs'
import { buildModel, CatalogueError, readSchemas } from './model.mjs'
import { outputs } from './outputs/index.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const baselinePath = 'baseline/v1.json'

function readIfThere(path) {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

function write({ path, content }) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

/** What would be written and is not there in this form, and what the catalogue breaks. */
export async function inspect() {
  const model = buildModel(readSchemas(join(root, 'schemas')))
  const files = await outputs(model)
  const flat = flatten(model)
  const baseline = { path: baselinePath, content: `${JSON.stringify(flat, null, 1)}\n` }
  const committed = readIfThere(baselinePath)
  const stale = files.filter((file) => readIfThere(file.path) !== file.content).map((file) => file.path)
  // The baseline is compared as data: its layout is the formatter's.
  const accepted = committed === undefined ? undefined : JSON.parse(committed)
  if (!isDeepStrictEqual(accepted, flat)) stale.push(baselinePath)
  return { files, baseline, stale, broken: accepted === undefined ? [] : breaks(accepted, flat) }
}

async function main(flags) {
  const { files, baseline, stale, broken } = await inspect()
  for (const { code, path } of broken) console.error(`breaks v1: ${code} ${path}`)
  if (flags.includes('--check')) {
    for (const path of stale) {
      const remedy = path === baselinePath ? 'generate --accept' : 'generate'
      console.error(`stale: ${path} (run ${remedy})`)
    }
    return stale.length + broken.length > 0 ? 1 : 0
  }
  if (broken.length > 0) return 1
  for (const file of files) write(file)
  if (flags.includes('--accept')) write(baseline)
  return 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error
    console.error(`bad catalogue: ${error.message}`)
    process.exitCode = 1
  }
}
