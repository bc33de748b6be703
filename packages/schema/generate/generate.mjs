/** Generates the files of a package folder. `run.mjs` is the command line. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { breaks, flatten, isTighterLimit } from './evolution.mjs'
import { buildModel, CatalogueError, readSchemas } from './model.mjs'
import { outputs } from './outputs/index.mjs'

const baselinePath = 'baseline/v1.json'

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

function write(path, content) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

/** Returns the files that would be written, those that are stale, and what the catalogue breaks. */
export async function inspect(root) {
  const model = buildModel(readSchemas(join(root, 'schemas')))
  const files = await outputs(model)
  const flat = flatten(model)
  const stale = files
    .filter((file) => readIfThere(join(root, file.path)) !== file.content)
    .map((file) => file.path)
  // The baseline is compared as data: its layout is the formatter's.
  const committed = readIfThere(join(root, baselinePath))
  const accepted = committed === undefined ? undefined : JSON.parse(committed)
  if (!isDeepStrictEqual(accepted, flat)) stale.push(baselinePath)
  return { files, flat, stale, broken: accepted === undefined ? [] : breaks(accepted, flat) }
}

/** Returns the exit code; `say` gets one line per complaint. Writes nothing when v1 would break. */
export async function generate(root, flags, say) {
  try {
    const { files, flat, stale, broken } = await inspect(root)
    const acceptsLimits = flags.includes('--accept-limits')
    const refused = acceptsLimits ? broken.filter((one) => !isTighterLimit(one)) : broken
    for (const { code, path } of refused) say(`breaks v1: ${code} ${path}`)
    if (flags.includes('--check')) {
      for (const path of stale) say(`stale: ${path}: run generate${path === baselinePath ? ' --accept' : ''}`)
      return stale.length + refused.length > 0 ? 1 : 0
    }
    if (refused.length > 0) return 1
    for (const file of files) write(join(root, file.path), file.content)
    if (acceptsLimits || flags.includes('--accept'))
      write(join(root, baselinePath), `${JSON.stringify(flat, null, 2)}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error
    say(`bad catalogue: ${error.message}`)
    return 1
  }
}
