import { readFileSync } from 'node:fs'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import dts from 'rollup-plugin-dts'
import esbuild from 'rollup-plugin-esbuild'
import { leanSource } from './bundle/lean-source.mjs'
import { minifyScript } from './bundle/minify.mjs'
import { pageSources } from './bundle/page-sources.mjs'
import { gzipBytes } from './bundle/parts.mjs'
import { sanitizerAlone } from './bundle/sanitizer-alone.mjs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

/** Of package.json only the version is bundled. */
const versionOnly = {
  name: 'version-only',
  load: (id) => (id.endsWith('package.json') ? `export const version = ${JSON.stringify(version)}` : null),
}

/** Bytes with gzip -9, with everything in it. Other builds of zlib differ by some bytes. */
const SCRIPT_BUDGET = 11_000

/** Of the sanitizer alone, the generated field policy aside. */
const SANITIZER_BUDGET = 5_000

const weighSanitizer = {
  name: 'weigh-sanitizer',
  async generateBundle() {
    const bytes = gzipBytes(await sanitizerAlone())
    console.log(`The sanitizer alone: ${bytes} bytes with gzip -9 of ${SANITIZER_BUDGET}`)
    if (bytes > SANITIZER_BUDGET)
      this.error(`The sanitizer is ${bytes - SANITIZER_BUDGET} bytes over its budget`)
  },
}

const plugins = [
  versionOnly,
  pageSources,
  nodeResolve({ extensions: ['.ts', '.js'] }),
  esbuild({ target: 'es2020' }),
  leanSource,
]

/** Found by path, the workspace's types count as our own and are inlined instead of imported. */
const paths = {
  '@hushlog/sdk-core': ['../sdk-core/src/index.ts'],
  '@hushlog/schema': ['../schema/dist/index.d.ts'],
  '@hushlog/schema/sanitize': ['../schema/dist/sanitize.d.ts'],
  '@hushlog/sanitizer': ['../sanitizer/dist/index.d.ts'],
  '@hushlog/sanitizer/engine': ['../sanitizer/dist/engine.d.ts'],
}

const types = 'dist/index.d.ts'

/** @param configNames the seed of a long search for names that gzip likes: `npm run names -- 2` */
export default ({ configNames: seed }) => [
  { input: 'src/index.ts', output: { file: 'dist/index.js', format: 'es' }, plugins },
  {
    input: 'src/index.ts',
    output: { file: types, format: 'es' },
    plugins: [dts({ compilerOptions: { baseUrl: '.', paths } })],
  },
  // Last: which names stay is read from the types.
  {
    input: 'src/script.ts',
    output: { file: 'dist/hushlog.js', format: 'iife', sourcemap: 'hidden' },
    plugins: [
      ...plugins,
      minifyScript({ types, budget: SCRIPT_BUDGET, names: { file: 'bundle/names.txt', seed } }),
      weighSanitizer,
    ],
  },
]
