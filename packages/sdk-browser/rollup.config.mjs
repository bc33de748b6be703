import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import dts from 'rollup-plugin-dts'
import esbuild from 'rollup-plugin-esbuild'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

/** Of package.json only the version is bundled. */
const versionOnly = {
  name: 'version-only',
  load: (id) => (id.endsWith('package.json') ? `export const version = ${JSON.stringify(version)}` : null),
}

/** The shared client imports the sanitizer; for a page it is the one with the browser's set of rules. */
const browserRules = {
  name: 'browser-rules',
  resolveId(id, importer, options) {
    return id === '@hushlog/schema/sanitize'
      ? this.resolve('@hushlog/schema/sanitize-browser', importer, options)
      : null
  },
}

const size = {
  name: 'size',
  writeBundle(_, bundle) {
    for (const { fileName, code } of Object.values(bundle)) {
      const bytes = gzipSync(code, { level: 9 }).length
      console.log(`dist/${fileName}: ${code.length} bytes, ${bytes} with gzip -9`)
    }
  },
}

const plugins = [
  versionOnly,
  browserRules,
  nodeResolve({ extensions: ['.ts', '.js'] }),
  esbuild({ target: 'es2020' }),
]

/** Found by path, the workspace's types count as our own and are inlined instead of imported. */
const paths = {
  '@hushlog/sdk-core': ['../sdk-core/src/index.ts'],
  '@hushlog/schema': ['../schema/dist/index.d.ts'],
  '@hushlog/schema/sanitize': ['../schema/dist/sanitize.d.ts'],
}

export default [
  { input: 'src/index.ts', output: { file: 'dist/index.js', format: 'es' }, plugins },
  {
    input: 'src/script.ts',
    output: { file: 'dist/hushlog.js', format: 'iife' },
    plugins: [...plugins, terser({ ecma: 2020, compress: { passes: 2 } }), size],
  },
  {
    input: 'src/index.ts',
    output: { file: 'dist/index.d.ts', format: 'es' },
    plugins: [dts({ compilerOptions: { baseUrl: '.', paths } })],
  },
]
