/**
 * `generate` writes every file that follows from schemas/; `--check` only says which are stale or what breaks
 * v1 and ends with 1; `--accept` also makes the present catalogue the baseline of v1, after additions, and
 * `--accept-limits` after limits of figures or lengths became tighter.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generate } from './generate.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
process.exitCode = await generate(root, process.argv.slice(2), console.error)
