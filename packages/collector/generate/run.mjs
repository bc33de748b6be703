/**
 * Writes what follows from `src/config/schema.ts`, which is the types of the settings and docs/configuration.md, and what
 * follows from the catalogue of metrics, which is docs/metrics.md. With `--check` it
 * writes nothing, names the files that are stale, and ends with 1 when there are any.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { configurationDocs } from './configuration-docs.mjs'
import { metricsDocs } from './metrics-docs.mjs'
import { settingsTypes } from './settings-types.mjs'

const folder = dirname(fileURLToPath(import.meta.url))
const repository = join(folder, '../../..')

const config = join(folder, '../src/config')
const { configSchema } = await loadSchema(join(config, 'schema.ts'))
const { expectedOf } = await loadSchema(join(config, 'schema-language.ts'))
const introduction = readFileSync(join(folder, 'configuration-introduction.md'), 'utf8')
const metricsIntroduction = readFileSync(join(folder, 'metrics-introduction.md'), 'utf8')
const questions = JSON.parse(readFileSync(join(folder, 'questions.json'), 'utf8'))
const files = [
  [join(config, 'settings.gen.ts'), settingsTypes(configSchema)],
  [join(repository, 'docs/configuration.md'), configurationDocs(introduction, configSchema, expectedOf)],
  [join(repository, 'docs/metrics.md'), metricsDocs(metricsIntroduction, await loadCatalogue(), questions)],
]

for (const [path, content] of files) {
  if (!process.argv.includes('--check')) writeFileSync(path, content)
  else if (textOf(path) !== content) {
    console.error(`stale: ${relative(repository, path)}: run npm run generate`)
    process.exitCode = 1
  }
}

/** Bundles the catalogue of metrics from the sources, so that it needs no build. */
async function loadCatalogue() {
  // The bundler is the one that builds the packages.
  const { build } = createRequire(createRequire(import.meta.url).resolve('tsup'))('esbuild')
  const { outputFiles } = await build({
    stdin: {
      contents: "export * from './catalogue/index.js'; export { goesWith } from './language/check-pairs.js'",
      resolveDir: join(folder, '../src/query'),
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    alias: {
      '@hushlog/base': join(repository, 'packages/base/src/index.ts'),
      '@hushlog/schema': join(repository, 'packages/schema/src/index.ts'),
    },
    logLevel: 'error',
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`)
}

/** Loads a TypeScript file and the files beside it that it imports. */
async function loadSchema(path) {
  return import(dataUrlOf(path))
}

function dataUrlOf(path) {
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  const code = outputText.replace(
    /from '\.\/([a-z-]+)\.js'/g,
    (_, name) => `from '${dataUrlOf(join(dirname(path), `${name}.ts`))}'`,
  )
  return `data:text/javascript,${encodeURIComponent(code).replaceAll("'", '%27')}`
}

function textOf(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}
