/** Builds `dist/index.js` and `dist/index.cjs` for bundlers, its declarations, and `dist/hushlog.js` for script tags. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import dts from 'rollup-plugin-dts'
import esbuild from 'rollup-plugin-esbuild'
import { minify } from 'terser'

/**
 * The script tag may have this many bytes with gzip -9. A test of the built script fails above it; a build
 * only warns.
 */
export const SCRIPT_BUDGET = 11_000

const pathOf = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const DECLARATIONS = pathOf('dist/index.d.ts')
const { version } = JSON.parse(readFileSync(pathOf('package.json'), 'utf8'))

/** Bundles the version and nothing else of package.json. */
const versionOnly = {
  name: 'version-only',
  load: (id) => (id.endsWith('package.json') ? `export const version = ${JSON.stringify(version)}` : null),
}

/** Modules that the page takes from their sources. The sanitizer is the one with the page's set of rules. */
const sources = {
  '@hushlog/schema/sanitize': pathOf('../schema/src/sanitize/page.ts'),
  '@hushlog/sanitizer/engine': pathOf('../sanitizer/src/engine.ts'),
  '@hushlog/sanitizer/page': pathOf('../sanitizer/src/page/index.ts'),
}

const pageSources = {
  name: 'page-sources',
  resolveId: (id) => (Object.hasOwn(sources, id) ? { id: sources[id], moduleSideEffects: false } : null),
}

/**
 * Writes a pattern that has a name and one use at its use. Minifiers keep the name, because each use of a
 * literal makes a new object. Patterns with a position of their own (`g`, `y`) stay.
 */
const inlinePatterns = {
  name: 'inline-patterns',
  transform(code) {
    let result = code
    for (const [declaration, name, pattern] of code.matchAll(/^const ([A-Z_]+) = (\/.+\/[imsu]*);\n/gm)) {
      const parts = result.replace(declaration, '').split(new RegExp(`\\b${name}\\b`))
      if (parts.length === 2) result = parts.join(pattern)
    }
    return { code: result, map: null }
  },
}

/**
 * Declares everything by `let` and every function as an arrow, because one form compresses better than
 * three. The compiler has checked that no constant is assigned to. A function that a detector names stays,
 * because the detector is above it; one that is called above its declaration would fail when the
 * script starts, in every test of it.
 */
const inOneForm = (code) =>
  code
    .replace(/^( +)(async )?function (\w+)\((.*)\) \{$/gm, (all, indent, isAsync = '', name, params) =>
      code.includes(`accept: ${name}`) ? all : `${indent}let ${name} = ${isAsync}(${params}) => {`,
    )
    .replace(/\bconst (?=[\w$[{])/g, 'let ')
    .replace('(function () {', '(() => {')

/** Names of properties that only the script itself reads, although they have no inner capital. */
const INTERNAL =
  'placeholder accept findings withheld removed redact spool convert objects rule count envelope fields stop byteLength events options leave client'.split(
    ' ',
  )
const RENAMED = new RegExp(`[a-z][A-Z]|^(?:${INTERNAL.join('|')})$`)
const { domprops } = await import(
  new URL('tools/domprops.js', import.meta.resolve('terser/package.json')).href
)

/**
 * Renames properties with an inner capital, so that a name may be as long as it has to be. Those of the
 * browser stay, which terser knows, and those of the public declarations. Names on the wire and in storage
 * have no inner capital. Some properties of the browser have one letter; properties of the script may too.
 */
const minifyScript = {
  name: 'minify-script',
  renderChunk: (code) =>
    minify(inOneForm(code), {
      ecma: 2020,
      module: true,
      compress: {
        passes: 3,
        keep_fargs: false,
        inline: 1,
        pure_getters: true,
        unsafe: true,
        unsafe_arrows: true,
        global_defs: { HUSHLOG_SCRIPT: true },
        unsafe_math: true,
      },
      mangle: {
        properties: {
          regex: RENAMED,
          builtins: true,
          reserved: [
            ...domprops.filter((name) => RENAMED.test(name)),
            ...readFileSync(DECLARATIONS, 'utf8').match(/\w+/g),
          ].filter((name) => !INTERNAL.includes(name)),
        },
      },
    }),
}

const reportSize = {
  name: 'report-size',
  generateBundle(_, bundle) {
    for (const { type, fileName, code } of Object.values(bundle)) {
      if (type !== 'chunk') continue
      const left = SCRIPT_BUDGET - gzipBytes(code)
      const size = `${fileName} has ${SCRIPT_BUDGET - left} bytes with gzip -9`
      if (left < 0) this.warn(`${size}, ${-left} more than its budget of ${SCRIPT_BUDGET}`)
      else console.log(`${size}, ${left} are left of ${SCRIPT_BUDGET}`)
    }
  },
}

export const gzipBytes = (code) => gzipSync(code, { level: 9 }).length

const plugins = [
  versionOnly,
  pageSources,
  nodeResolve({ extensions: ['.ts', '.js'] }),
  esbuild({ target: 'es2022' }),
]

/** Resolved to files, the declarations of the workspace are inlined instead of imported. */
const paths = {
  '@hushlog/base': ['../base/src/index.ts'],
  '@hushlog/sdk-core': ['../sdk-core/src/index.ts'],
  '@hushlog/schema': ['../schema/dist/index.d.ts'],
  '@hushlog/schema/sanitize': ['../schema/dist/sanitize.d.ts'],
  '@hushlog/sanitizer': ['../sanitizer/dist/index.d.ts'],
  '@hushlog/sanitizer/engine': ['../sanitizer/dist/engine.d.ts'],
}

export default [
  {
    input: pathOf('src/index.ts'),
    // Jest and old bundlers require the package.
    output: [
      { file: pathOf('dist/index.js'), format: 'es' },
      { file: pathOf('dist/index.cjs'), format: 'cjs' },
    ],
    plugins,
  },
  {
    input: pathOf('src/index.ts'),
    output: [
      { file: DECLARATIONS, format: 'es' },
      { file: pathOf('dist/index.d.cts'), format: 'es' },
    ],
    plugins: [dts({ compilerOptions: { baseUrl: pathOf('.'), paths } })],
  },
  // The script comes last: it needs the declarations.
  {
    input: pathOf('src/script.ts'),
    output: { file: pathOf('dist/hushlog.js'), format: 'iife', generatedCode: 'es2015' },
    plugins: [...plugins, inlinePatterns, minifyScript, reportSize],
  },
]
