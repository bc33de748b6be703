/**
 * What the sanitizer of the script weighs alone: all that an event passes through in a page (walk, rules, views, addresses, keys,
 * an application's own rules, SHA-256 of subjects), bundled and minified as the script is, without the generated field policy,
 * which is the catalogue and not the sanitizer.
 */
import { fileURLToPath } from 'node:url'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'
import esbuild from 'rollup-plugin-esbuild'
import { leanSource } from './lean-source.mjs'
import { minifyScript } from './minify.mjs'
import { pageSources, sources } from './page-sources.mjs'

/** Its one export, by the rules of CommonJS or of ESM. */
const plugin = esbuild.default ?? esbuild

const ENTRY = '\0sanitizer'
/** What the client calls. */
const CALLS = 'sanitize, pseudonym, isEventName, formatCounts, SanitizeError, RULES_VERSION'
const source = sources['@hushlog/schema/sanitize']

const alone = {
  name: 'alone',
  resolveId: (id) => (id === ENTRY ? id : null),
  load(id) {
    if (id === ENTRY)
      return `import { ${CALLS} } from ${JSON.stringify(source)}\nglobalThis.calls = [${CALLS}]`
    return /policy(?:-browser)?\.gen\.ts$/.test(id) ? 'export const policy = globalThis.policy' : null
  },
}

export async function sanitizerAlone() {
  const bundle = await rollup({
    input: ENTRY,
    plugins: [
      alone,
      pageSources,
      nodeResolve({ extensions: ['.ts', '.js'] }),
      plugin({ target: 'es2020' }),
      leanSource,
    ],
  })
  const { renderChunk } = minifyScript({
    types: fileURLToPath(new URL('../dist/index.d.ts', import.meta.url)),
    budget: Number.POSITIVE_INFINITY,
  })
  const { output } = await bundle.generate({ format: 'iife' })
  const { code } = await renderChunk(output[0].code)
  return code
}
